package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import io.vuelta.server.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Simulates SQS: the template's queues, held by ElasticMQ, for SDK clients over HTTP and for this process directly.
 * With a directory, acknowledged messages survive the end of the process, with the exceptions described at {@link
 * JournaledQueues}.
 */
public final class QueueServer implements AutoCloseable {
    private final LoopbackServer http;
    private final QueueEngine engine;
    private final CountedCalls queues;
    private final List<QueueModel> models;
    private final @Nullable JournaledQueues journaled;

    private QueueServer(
            LoopbackServer http, QueueEngine engine, List<QueueModel> models, @Nullable JournaledQueues journaled) {
        this.http = http;
        this.engine = engine;
        this.models = List.copyOf(models);
        this.journaled = journaled;
        this.queues = new CountedCalls(journaled == null ? engine : journaled);
    }

    /** The future URL of a queue at the given server. */
    public static String queueUrl(LoopbackServer http, String name) {
        return http.uri() + "/" + LocalAccount.ID + "/" + name;
    }

    /**
     * Starts the server with ElasticMQ.
     *
     * @param http bound, not started; closed with this
     * @param directory for the queues' journal; null keeps them in memory
     */
    public static QueueServer start(
            LoopbackServer http, List<QueueModel> models, InstantSource clock, @Nullable Path directory) {
        return start(http, ElasticMq.start(http.uri()), models, clock, directory);
    }

    /**
     * Starts the server in front of another emulator of SQS, which holds the queues.
     *
     * @param http bound, not started; closed with this
     */
    public static QueueServer startBefore(
            URI emulator, LoopbackServer http, List<QueueModel> models, InstantSource clock) {
        return start(http, new EmulatedQueues(emulator), models, clock, null);
    }

    private static QueueServer start(
            LoopbackServer http,
            QueueEngine engine,
            List<QueueModel> models,
            InstantSource clock,
            @Nullable Path directory) {
        @Nullable QueueJournal journal = null;
        try {
            QueueCreation.create(models, engine);
            @Nullable JournaledQueues journaled = null;
            if (directory != null) {
                journal = QueueJournal.open(directory.resolve("queues.journal"));
                journaled = JournaledQueues.restore(engine, models, clock, journal);
            }
            var server = new QueueServer(http, engine, models, journaled);
            http.serve("/", new QueueFront(server.queues));
            http.start();
            return server;
        } catch (RuntimeException e) {
            if (journal != null) {
                journal.close();
            }
            engine.close();
            throw e;
        }
    }

    public URI endpoint() {
        return http.uri();
    }

    /** Sends like a service of AWS; a FIFO queue requires the group. */
    public void send(String queueName, String body, @Nullable String group, @Nullable String deduplication) {
        ObjectNode request = SqsCalls.about(queueName).put("MessageBody", body);
        if (group != null) {
            request.put("MessageGroupId", group);
        }
        if (deduplication != null) {
            request.put("MessageDeduplicationId", deduplication);
        }
        queues.ask("SendMessage", request);
    }

    public Counts counts(String queueName) {
        ObjectNode request = SqsCalls.about(queueName);
        request.putArray("AttributeNames").add("All");
        JsonNode attributes = queues.ask("GetQueueAttributes", request).path("Attributes");
        return new Counts(
                attributes.path("ApproximateNumberOfMessages").asInt(),
                attributes.path("ApproximateNumberOfMessagesNotVisible").asInt(),
                attributes.path("ApproximateNumberOfMessagesDelayed").asInt());
    }

    /** The requests of functions and pollers to each queue since the start. */
    public List<QueueUse> uses() {
        return queues.uses();
    }

    /** Passes the queue's messages to a function until the poller is closed. */
    public QueuePoller poll(QueuePoller.Settings settings, QueuePoller.Function function) {
        QueueModel model = models.stream()
                .filter(queue -> queue.arn().equals(settings.queueArn()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No queue has the ARN " + settings.queueArn()));
        return QueuePoller.start(queues, model, settings, function);
    }

    @Override
    public void close() {
        http.close();
        engine.close();
        if (journaled != null) {
            journaled.close();
        }
    }
}
