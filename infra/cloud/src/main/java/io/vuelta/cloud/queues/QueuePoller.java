package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.QueueModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Passes a queue's messages to a function as Lambda does: with a maximum number of parallel batches. Messages that the
 * function handled are deleted. Messages that failed stay, and become visible after their visibility time-out. One
 * thread receives for all the batches, and only if there is room for one.
 */
public final class QueuePoller implements AutoCloseable {
    private static final Logger LOG = System.getLogger(QueuePoller.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    /**
     * Pause between two receives from a FIFO queue. ElasticMQ 1.7.1 keeps a core busy while a receiver waits for a due
     * message of a locked group, so receivers do not use its waiting.
     */
    private static final Duration FIFO_PAUSE = Duration.ofMillis(100);
    /** Maximum messages of a receive or delete call in SQS. */
    private static final int MAX_OF_A_CALL = 10;
    /** A batch of Lambda has at most 6 MB; the difference is for the fields around each message. */
    private static final int MAX_BATCH_BYTES = 5 << 20;

    /**
     * The settings of a trigger.
     *
     * @param concurrency maximum number of parallel batches
     * @param reportsItemFailures whether the function's answer names the failed messages; else a batch succeeds or
     *     fails as a whole
     */
    public record Settings(
            String queueArn, int batchSize, Duration window, int concurrency, boolean reportsItemFailures) {}

    /** Handles an event; empty if it failed for any reason. */
    public interface Function {
        Optional<String> call(byte[] event);
    }

    private final SqsCalls queues;
    private final QueueModel queue;
    private final Settings settings;
    private final Function function;
    private final Semaphore free;
    private final Thread receiver;
    private volatile boolean closed;

    private QueuePoller(SqsCalls queues, QueueModel queue, Settings settings, Function function) {
        this.queues = queues;
        this.queue = queue;
        this.settings = settings;
        this.function = function;
        this.free = new Semaphore(settings.concurrency());
        this.receiver = Thread.ofVirtual().name("poll " + queue.name()).unstarted(this::receiveAll);
    }

    static QueuePoller start(SqsCalls queues, QueueModel queue, Settings settings, Function function) {
        var poller = new QueuePoller(queues, queue, settings, function);
        poller.receiver.start();
        return poller;
    }

    private void receiveAll() {
        while (!closed) {
            free.acquireUninterruptibly();
            List<JsonNode> batch = receiveBatch();
            if (batch.isEmpty()) {
                free.release();
            } else {
                Thread.ofVirtual().name("batch of " + queue.name()).start(() -> handle(batch));
            }
        }
    }

    private List<JsonNode> receiveBatch() {
        var batch = new ArrayList<JsonNode>();
        try {
            gather(batch);
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.log(Level.ERROR, "Messages of " + queue.name() + " could not be received", e);
                pause(LOOK);
            }
        }
        return batch;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void gather(List<JsonNode> batch) {
        if (closed) {
            return;
        }
        receive(batch);
        if (batch.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + settings.window().toNanos();
        long left = settings.window().toNanos();
        while (!closed && left > 0 && batch.size() < settings.batchSize() && bytes(batch) < MAX_BATCH_BYTES) {
            receive(batch);
            left = end - System.nanoTime();
        }
    }

    private void receive(List<JsonNode> batch) {
        int before = batch.size();
        ObjectNode request = SqsCalls.about(queue.name())
                .put("MaxNumberOfMessages", Math.min(MAX_OF_A_CALL, settings.batchSize() - batch.size()))
                .put("WaitTimeSeconds", queue.fifo() ? 0 : LOOK.toSeconds());
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        queues.ask("ReceiveMessage", request).path("Messages").forEach(batch::add);
        if (queue.fifo() && batch.size() == before) {
            pause(FIFO_PAUSE);
        }
    }

    private static long bytes(List<JsonNode> batch) {
        return batch.stream()
                .mapToLong(message -> message.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private void handle(List<JsonNode> batch) {
        try {
            Optional<String> answer = function.call(QueueEvent.of(batch, queue));
            if (answer.isPresent()) {
                Set<String> failed = settings.reportsItemFailures() ? failures(answer.get(), batch) : Set.of();
                delete(batch.stream()
                        .filter(message -> !failed.contains(id(message)))
                        .toList());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Messages of " + queue.name() + " could not be delivered; they stay in the queue", e);
        } finally {
            free.release();
        }
    }

    private static String id(JsonNode message) {
        return message.path("MessageId").asText();
    }

    private static Set<String> failures(String answer, List<JsonNode> batch) {
        Set<String> all = batch.stream().map(QueuePoller::id).collect(Collectors.toSet());
        return BatchAnswer.failures(answer, all).orElse(all);
    }

    private void delete(List<JsonNode> done) {
        for (int from = 0; from < done.size(); from += MAX_OF_A_CALL) {
            ObjectNode request = SqsCalls.about(queue.name());
            ArrayNode entries = request.putArray("Entries");
            for (JsonNode message : done.subList(from, Math.min(done.size(), from + MAX_OF_A_CALL))) {
                entries.addObject()
                        .put("Id", "" + entries.size())
                        .put("ReceiptHandle", message.path("ReceiptHandle").asText());
            }
            // A message that exceeded its visibility time-out is not deleted and is delivered again.
            queues.ask("DeleteMessageBatch", request);
        }
    }

    /** Receives no more. Batches in progress continue; {@link #awaitEnd} waits for them. */
    @Override
    public void close() {
        closed = true;
    }

    /** Whether all batches have ended within that time. */
    public boolean awaitEnd(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            receiver.join(patience);
            return free.tryAcquire(settings.concurrency(), Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
