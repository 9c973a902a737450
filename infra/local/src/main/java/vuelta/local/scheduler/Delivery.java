package vuelta.local.scheduler;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Attempts invocations: sends their messages, and gives up those that have no attempt left. Safe for several threads. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final SqsClient sqs;
    private final InstantSource clock;

    Delivery(SqsClient sqs, InstantSource clock) {
        this.sqs = sqs;
        this.clock = clock;
    }

    /** When to try again; empty if it is delivered or given up. */
    Optional<Instant> attempt(Invocation invocation) {
        try {
            send(invocation.order().queueArn(), invocation.body(), invocation.order().messageGroup(), Map.of());
            LOG.info("scheduler delivered {} of {}, attempt {}", invocation.executionId(), invocation.schedule(), invocation.attempt());
            return Optional.empty();
        } catch (RuntimeException e) {
            Instant next = invocation.next(clock.instant());
            Optional<String> exhausted = invocation.exhausted(next);
            LOG.warn("scheduler failed with {} of {}, attempt {}", invocation.executionId(), invocation.schedule(), invocation.attempt(), e);
            exhausted.ifPresent(limit -> giveUp(invocation, e, limit));
            return exhausted.isPresent() ? Optional.empty() : Optional.of(next);
        }
    }

    /** As on AWS, an input that the dead-letter queue does not take either is dropped. */
    private void giveUp(Invocation invocation, RuntimeException failure, String exhausted) {
        LOG.error("scheduler gives up {} of {}: {}", invocation.executionId(), invocation.schedule(), exhausted);
        try {
            send(
                    invocation.order().deadLettersArn(),
                    invocation.body(),
                    null,
                    invocation.deadLetterAttributes(code(failure), String.valueOf(failure.getMessage()), exhausted));
        } catch (RuntimeException e) {
            LOG.error("scheduler drops {}: its dead-letter queue failed", invocation.executionId(), e);
        }
    }

    private static String code(RuntimeException failure) {
        return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    /** Account and region of the ARN are not looked at. */
    private void send(String queueArn, String body, @Nullable String group, Map<String, String> attributes) {
        String name = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        String url = sqs.getQueueUrl(queue -> queue.queueName(name)).queueUrl();
        Map<String, MessageAttributeValue> values = attributes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(attribute.getValue())
                        .build()));
        sqs.sendMessage(send ->
                send.queueUrl(url).messageBody(body).messageGroupId(group).messageAttributes(values));
    }
}
