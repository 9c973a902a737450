package io.vuelta.cloud.scheduler;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Attempts invocations: sends their messages, and gives up invocations without remaining attempts. Safe for several
 * threads.
 */
final class Delivery {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private final SqsClient sqs;
    private final InstantSource clock;

    Delivery(SqsClient sqs, InstantSource clock) {
        this.sqs = sqs;
        this.clock = clock;
    }

    /** When to try again; empty if the message is delivered or given up. */
    Optional<Instant> attempt(ScheduleFiring invocation) {
        try {
            send(
                    invocation.order().queueArn(),
                    invocation.body(),
                    invocation.order().messageGroup(),
                    Map.of());
            log(Level.DEBUG, "delivered", invocation, null);
            return Optional.empty();
        } catch (RuntimeException e) {
            Instant next = invocation.next(clock.instant());
            Optional<String> exhausted = invocation.exhausted(next);
            log(Level.WARNING, "failed", invocation, e);
            exhausted.ifPresent(limit -> giveUp(invocation, e, limit));
            return exhausted.isPresent() ? Optional.empty() : Optional.of(next);
        }
    }

    /** As on AWS, an input that the dead-letter queue also refuses is dropped. */
    private void giveUp(ScheduleFiring invocation, RuntimeException failure, String exhausted) {
        log(Level.ERROR, "given up by " + exhausted, invocation, null);
        try {
            send(
                    invocation.order().deadLettersArn(),
                    invocation.body(),
                    null,
                    invocation.deadLetterAttributes(code(failure), String.valueOf(failure.getMessage()), exhausted));
        } catch (RuntimeException e) {
            log(Level.ERROR, "dropped, since the dead-letter queue failed", invocation, e);
        }
    }

    private static void log(Level level, String what, ScheduleFiring invocation, @Nullable RuntimeException failure) {
        LOG.log(
                level,
                "execution " + invocation.executionId() + " of schedule " + invocation.schedule() + ", attempt "
                        + invocation.attempt() + ": " + what,
                failure);
    }

    private static String code(RuntimeException failure) {
        return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    /** Account and region of the ARN are ignored. */
    private void send(String queueArn, String body, @Nullable String group, Map<String, String> attributes) {
        String name = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        String url = sqs.getQueueUrl(queue -> queue.queueName(name)).queueUrl();
        Map<String, MessageAttributeValue> values = attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
        sqs.sendMessage(send ->
                send.queueUrl(url).messageBody(body).messageGroupId(group).messageAttributes(values));
    }
}
