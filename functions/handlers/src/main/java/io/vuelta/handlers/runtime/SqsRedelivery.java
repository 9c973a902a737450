package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sets the message's visibility time-out in the queue from which it was received. */
public final class SqsRedelivery implements Redelivery {
    private static final System.Logger LOG = System.getLogger(SqsRedelivery.class.getName());

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsRedelivery(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void after(SQSEvent.SQSMessage message, Duration wait) {
        try {
            sqs.changeMessageVisibility(change -> change.queueUrl(queueUrl)
                    .receiptHandle(message.getReceiptHandle())
                    .visibilityTimeout(Math.toIntExact(wait.toSeconds())));
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "message " + message.getMessageId() + " waits for its queue's time-out", e);
        }
    }
}
