package io.vuelta.adapters.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages in batches of the maximum size that SQS accepts. */
final class MessageBatches {
    /** Maximum number of messages in one request to SQS. */
    static final int MAX_MESSAGES = 10;

    /** Maximum bytes of all messages together; SQS accepts more in most regions, but not in all. */
    static final int MAX_BYTES = 256 * 1024;

    private MessageBatches() {}

    /**
     * Sends messages, each with its body and its other attributes for SQS; this method sets their ids.
     *
     * @throws IllegalStateException if SQS did not accept one; earlier ones have been sent
     */
    static void send(SqsClient sqs, String queueUrl, List<SendMessageBatchRequestEntry.Builder> messages) {
        for (List<SendMessageBatchRequestEntry> together : cut(messages)) {
            var answer = sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(together));
            if (!answer.failed().isEmpty()) {
                throw new IllegalStateException(answer.failed().size() + " of " + together.size()
                        + " messages were not accepted by SQS: "
                        + answer.failed().getFirst().code() + " "
                        + answer.failed().getFirst().message());
            }
        }
    }

    /**
     * Divides the messages into batches, in their order. A message that exceeds the limit is sent in a separate batch,
     * and SQS refuses it.
     */
    static List<List<SendMessageBatchRequestEntry>> cut(List<SendMessageBatchRequestEntry.Builder> messages) {
        List<List<SendMessageBatchRequestEntry>> cut = new ArrayList<>();
        List<SendMessageBatchRequestEntry> together = new ArrayList<>();
        int bytes = 0;
        for (SendMessageBatchRequestEntry.Builder message : messages) {
            int size = message.build().messageBody().getBytes(UTF_8).length;
            if (!together.isEmpty() && (together.size() == MAX_MESSAGES || bytes + size > MAX_BYTES)) {
                cut.add(together);
                together = new ArrayList<>();
                bytes = 0;
            }
            together.add(message.id(String.valueOf(together.size())).build());
            bytes += size;
        }
        if (!together.isEmpty()) {
            cut.add(together);
        }
        return cut;
    }
}
