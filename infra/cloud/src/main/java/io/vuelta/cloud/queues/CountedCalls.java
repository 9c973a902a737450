package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests to each queue and passes them on. */
final class CountedCalls implements SqsCalls {
    /** SQS bills one request for each started block of this size. */
    private static final int BILLED_BYTES = 64 << 10;

    private final SqsCalls queues;
    private final Map<String, QueueUse> uses = new ConcurrentHashMap<>();

    CountedCalls(SqsCalls queues) {
        this.queues = queues;
    }

    List<QueueUse> uses() {
        return List.copyOf(uses.values());
    }

    @Override
    public Answer call(String action, byte[] request) {
        Answer answer = queues.call(action, request);
        if (answer.isSuccess()) {
            count(action, request, answer);
        }
        return answer;
    }

    private void count(String action, byte[] request, Answer answer) {
        switch (action) {
            case "SendMessage" -> add(request, 1, billed(request), 0, 0, 0);
            case "SendMessageBatch" ->
                add(request, json(request).path("Entries").size(), billed(request), 0, 0, 0);
            case "ReceiveMessage" -> {
                if (!answer.json().path("Messages").isEmpty()) {
                    add(request, 0, 0, billed(answer.body()), 0, 0);
                }
            }
            case "DeleteMessage", "DeleteMessageBatch" -> add(request, 0, 0, 0, 1, 0);
            case "ChangeMessageVisibility", "ChangeMessageVisibilityBatch" -> add(request, 0, 0, 0, 0, 1);
            default -> {
                // Functions do not send other requests for each contact or message.
            }
        }
    }

    private static int billed(byte[] payload) {
        return Math.max(1, Math.ceilDiv(payload.length, BILLED_BYTES));
    }

    private void add(byte[] request, long messages, long sends, long receives, long deletes, long others) {
        String queue = SqsCalls.queueIn(json(request));
        QueueUse more = new QueueUse(queue, messages, sends, receives, deletes, others);
        uses.merge(
                queue,
                more,
                (before, one) -> new QueueUse(
                        queue,
                        before.messages() + one.messages(),
                        before.sends() + one.sends(),
                        before.receives() + one.receives(),
                        before.deletes() + one.deletes(),
                        before.others() + one.others()));
    }

    private static JsonNode json(byte[] request) {
        try {
            return JSON.readTree(request);
        } catch (IOException e) {
            throw new IllegalStateException("A request that was answered is not JSON", e);
        }
    }
}
