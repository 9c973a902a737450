package vuelta.local.scheduler;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.CONTENT_BASED_DEDUPLICATION;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Delivers to SQS queues, found by the last part of the ARN; account and region of the ARN are not looked at.
 *
 * <p>A FIFO queue without content-based deduplication gets the execution id as deduplication id. (AWS asks for
 * content-based deduplication on FIFO targets; here both kinds work.)
 */
public final class SqsScheduleTarget implements ScheduleTarget {
    private static final Pattern QUEUE_ARN = Pattern.compile("arn:aws[a-z-]*:sqs:[^:]*:[^:]*:[^:]+");

    private final SqsClient sqs;

    /** @param sqs stays the caller's: it is not closed here */
    public SqsScheduleTarget(SqsClient sqs) {
        this.sqs = sqs;
    }

    @Override
    public boolean supports(String targetArn) {
        return QUEUE_ARN.matcher(targetArn).matches();
    }

    @Override
    public void deliver(TargetCall call) throws ScheduleTargetException {
        try {
            sqs.sendMessage(message(call));
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null
                    ? e.getClass().getSimpleName()
                    : e.awsErrorDetails().errorCode();
            throw new ScheduleTargetException(code, String.valueOf(e.getMessage()), e);
        } catch (SdkException e) {
            throw new ScheduleTargetException(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), e);
        }
    }

    private SendMessageRequest message(TargetCall call) {
        String queueName = call.targetArn().substring(call.targetArn().lastIndexOf(':') + 1);
        String url = sqs.getQueueUrl(r -> r.queueName(queueName)).queueUrl();
        SendMessageRequest.Builder message = SendMessageRequest.builder()
                .queueUrl(url)
                .messageBody(call.input())
                .messageGroupId(call.messageGroupId())
                .messageAttributes(attributes(call.attributes()));
        if (queueName.endsWith(".fifo") && !deduplicatesByContent(url)) {
            message.messageDeduplicationId(call.executionId());
        }
        return message.build();
    }

    private boolean deduplicatesByContent(String url) {
        Map<String, String> attributes = sqs.getQueueAttributes(
                        r -> r.queueUrl(url).attributeNames(CONTENT_BASED_DEDUPLICATION))
                .attributesAsStrings();
        return Boolean.parseBoolean(attributes.get(CONTENT_BASED_DEDUPLICATION.toString()));
    }

    private static Map<String, MessageAttributeValue> attributes(Map<String, String> texts) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        texts.forEach((name, text) -> attributes.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(text)
                        .build()));
        return attributes;
    }
}
