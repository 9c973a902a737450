package io.vuelta.adapters.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages as many together as SQS takes. */
final class MessageBatches {
    /** Messages that SQS takes at once. */
    static final int MAX_MESSAGES = 10;

    /** Maximum bytes of all messages together; SQS takes more in most regions, but not in all. */
    static final int MAX_BYTES = 256 * 1024;

    private MessageBatches() {}

    /**
     * Messages, each with its body and what else SQS is to know of it; their ids are given here.
     *
     * @throws IllegalStateException if SQS did not take one; those before it are sent
     */
    static void send(SqsClient sqs, String queueUrl, List<SendMessageBatchRequestEntry.Builder> messages) {
        for (List<SendMessageBatchRequestEntry> together : cut(messages)) {
            var answer = sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(together));
            if (!answer.failed().isEmpty()) {
                throw new IllegalStateException(answer.failed().size() + " of " + together.size()
                        + " messages were not taken: "
                        + answer.failed().getFirst().code() + " "
                        + answer.failed().getFirst().message());
            }
        }
    }

    /** In their order; one that is too large by itself goes alone, and is refused by SQS. */
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
