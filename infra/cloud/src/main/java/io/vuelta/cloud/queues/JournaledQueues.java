package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.queues.QueueJournal.Sent;
import io.vuelta.cloud.template.QueueModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Queues that survive the end of this process, although the server behind them does not. Messages that the server
 * accepts and deletes are written to a journal before the caller gets the answer, and the remaining messages are sent
 * to the server again at a start.
 *
 * <p>After a restart, as SQS's at-least-once delivery allows: a message in flight is visible at once; it has a new id,
 * and its receives are counted from zero; a changed visibility time-out is lost. A dead letter returns to the queue to
 * which it was first sent, and its receives are counted from zero. So a message that was purged with a dead-letter
 * queue is delivered again, unless it was sent directly to that queue. A FIFO queue keeps its order; the delay begins
 * again (it is a setting of the queue, because SQS has no delay for a single message of a FIFO queue). A deduplication
 * id is remembered for five minutes from the restart if its message still exists, and forgotten if it is deleted.
 */
final class JournaledQueues implements SqsCalls, AutoCloseable {
    private static final Logger LOG = System.getLogger(JournaledQueues.class.getName());
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
    private static final int BATCH = 10;
    /** Maximum characters of a batch, so that its bytes stay below the limit of SQS. */
    private static final int BATCH_CHARACTERS = 60_000;

    private final SqsCalls server;
    private final Map<String, QueueModel> models;
    private final InstantSource clock;
    private final QueueJournal journal;

    private JournaledQueues(
            SqsCalls server, Map<String, QueueModel> models, InstantSource clock, QueueJournal journal) {
        this.server = server;
        this.models = models;
        this.clock = clock;
        this.journal = journal;
    }

    /** Sends the remaining messages of the journal to a server with empty queues. */
    static JournaledQueues restore(
            SqsCalls server, List<QueueModel> models, InstantSource clock, QueueJournal journal) {
        var queues = new JournaledQueues(
                server,
                models.stream().collect(Collectors.toMap(QueueModel::name, Function.identity())),
                clock,
                journal);
        queues.restore();
        return queues;
    }

    private void restore() {
        Map<String, List<Sent>> byQueue =
                journal.waiting().stream().filter(this::isKept).collect(Collectors.groupingBy(Sent::queue));
        var restored = new ArrayList<Sent>();
        byQueue.forEach((queue, messages) -> {
            var batch = new ArrayList<Sent>();
            int characters = 0;
            for (Sent message : messages) {
                int length = message.content().toString().length();
                if (batch.size() == BATCH || (characters + length > BATCH_CHARACTERS && !batch.isEmpty())) {
                    restored.addAll(sendAgain(queue, batch));
                    batch.clear();
                    characters = 0;
                }
                batch.add(message);
                characters += length;
            }
            restored.addAll(sendAgain(queue, batch));
        });
        journal.replace(restored);
    }

    private boolean isKept(Sent message) {
        QueueModel model = models.get(message.queue());
        if (model == null) {
            LOG.log(
                    Level.WARNING,
                    "The queue " + message.queue() + " no longer exists; its message " + message.id() + " is dropped");
            return false;
        }
        return message.at().plus(model.retention()).isAfter(clock.instant());
    }

    /** Sends the messages again and returns them with their new ids. */
    private List<Sent> sendAgain(String queue, List<Sent> messages) {
        ObjectNode request = SqsCalls.about(queue);
        ArrayNode entries = request.putArray("Entries");
        for (int i = 0; i < messages.size(); i++) {
            entries.add(entry(messages.get(i)).put("Id", "" + i));
        }
        JsonNode answer = server.ask("SendMessageBatch", request);
        if (!answer.path("Failed").isEmpty()) {
            throw new IllegalStateException("Messages of " + queue + " cannot be sent again: " + answer.path("Failed"));
        }
        var ids = ids(answer);
        var restored = new ArrayList<Sent>();
        for (int i = 0; i < messages.size(); i++) {
            Sent old = messages.get(i);
            restored.add(new Sent(queue, ids.getOrDefault("" + i, old.id()), old.at(), old.visibleAt(), old.content()));
        }
        return restored;
    }

    private ObjectNode entry(Sent message) {
        ObjectNode entry = message.content().deepCopy();
        Instant now = clock.instant();
        if (!isFifo(message.queue())) {
            Duration left = Duration.between(now, message.visibleAt());
            return entry.put(
                    "DelaySeconds", left.isPositive() ? left.plusMillis(999).toSeconds() : 0);
        }
        if (!message.at().plus(DEDUPLICATION).isAfter(now)) {
            // The deduplication id has expired, so a later message may have the same one. Sent together, one of the two
            // would be dropped as a duplicate; the id of the message is unique.
            entry.put("MessageDeduplicationId", message.id());
        }
        return entry;
    }

    private boolean isFifo(String queue) {
        QueueModel model = models.get(queue);
        return model != null && model.fifo();
    }

    private static Map<String, String> ids(JsonNode batchAnswer) {
        var ids = new HashMap<String, String>();
        batchAnswer.path("Successful").forEach((Consumer<JsonNode>) entry ->
                ids.put(entry.path("Id").asText(), entry.path("MessageId").asText()));
        return ids;
    }

    @Override
    public Answer call(String action, byte[] request) {
        Answer answer = server.call(action, request);
        if (answer.isSuccess()) {
            switch (action) {
                case "SendMessage" ->
                    sent(read(request), answer.json().path("MessageId").asText());
                case "SendMessageBatch" -> sent(read(request), ids(answer.json()));
                case "DeleteMessage" -> journal.recordDeleted(List.of(id(read(request))));
                case "DeleteMessageBatch" -> deleted(read(request), answer.json());
                case "PurgeQueue" -> journal.purged(SqsCalls.queueIn(read(request)));
                default -> {}
            }
        }
        return answer;
    }

    private static JsonNode read(byte[] request) {
        try {
            return JSON.readTree(request);
        } catch (IOException e) {
            throw new UncheckedIOException("An accepted request is not JSON", e);
        }
    }

    private void sent(JsonNode request, String id) {
        journal.sent(List.of(sent(SqsCalls.queueIn(request), id, request)));
    }

    private void sent(JsonNode request, Map<String, String> ids) {
        var accepted = new ArrayList<Sent>();
        for (JsonNode entry : request.path("Entries")) {
            String id = ids.get(entry.path("Id").asText());
            if (id != null) {
                accepted.add(sent(SqsCalls.queueIn(request), id, entry));
            }
        }
        journal.sent(accepted);
    }

    private Sent sent(String queue, String id, JsonNode entry) {
        ObjectNode content = JSON.createObjectNode();
        for (String field : List.of(
                "MessageBody",
                "MessageAttributes",
                "MessageSystemAttributes",
                "MessageGroupId",
                "MessageDeduplicationId")) {
            if (entry.hasNonNull(field)) {
                content.set(field, entry.get(field));
            }
        }
        QueueModel model = models.get(queue);
        Duration delay = model == null ? Duration.ZERO : model.delay();
        if (entry.hasNonNull("DelaySeconds")) {
            delay = Duration.ofSeconds(entry.path("DelaySeconds").asLong());
        }
        Instant now = clock.instant();
        return new Sent(queue, id, now, now.plus(delay), content);
    }

    private void deleted(JsonNode request, JsonNode answer) {
        Set<String> deleted = new HashSet<>();
        answer.path("Successful").forEach((Consumer<JsonNode>)
                entry -> deleted.add(entry.path("Id").asText()));
        var ids = new ArrayList<String>();
        for (JsonNode entry : request.path("Entries")) {
            if (deleted.contains(entry.path("Id").asText())) {
                ids.add(id(entry));
            }
        }
        journal.recordDeleted(ids);
    }

    /**
     * A receipt of ElasticMQ begins with the message's id. The message keeps this id when it moves to a dead-letter
     * queue.
     */
    private static String id(JsonNode request) {
        String receipt = request.path("ReceiptHandle").asText();
        int end = receipt.indexOf('#');
        return end < 0 ? receipt : receipt.substring(0, end);
    }

    @Override
    public void close() {
        journal.close();
    }
}
