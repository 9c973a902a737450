package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.template.QueueModel;
import io.vuelta.cloud.template.SystemModel;
import io.vuelta.cloud.template.TemplateReader;
import io.vuelta.server.LoopbackServer;
import io.vuelta.testkit.contracts.Arrivals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The template's queues on the server, a client that sends to them, and the received messages in the form that
 * functions get.
 */
public final class TemplateQueues implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

    private final LoopbackServer http = LoopbackServer.bind(0);
    private final SystemModel system = template(http);
    private final QueueServer server = QueueServer.start(http, system.queues(), CLOCK, null);
    private final SqsClient sqs = TestQueues.client(server.endpoint());

    private static SystemModel template(LoopbackServer http) {
        TemplateReader.Addresses addresses = new TemplateReader.Addresses() {
            @Override
            public String queueUrl(String queueName) {
                return QueueServer.queueUrl(http, queueName);
            }

            @Override
            public String httpApi() {
                return "http://localhost";
            }
        };
        return TemplateReader.read(Path.of("../../template.yaml"), "contracts", Map.of(), addresses);
    }

    public SqsClient sqs() {
        return sqs;
    }

    /** Names of the template's schedule groups. */
    public List<String> scheduleGroups() {
        return system.scheduleGroups();
    }

    private QueueModel queue(String logicalId) {
        return system.queues().stream()
                .filter(queue -> queue.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + logicalId));
    }

    public String url(String logicalId) {
        return QueueServer.queueUrl(http, queue(logicalId).name());
    }

    public String arn(String logicalId) {
        return queue(logicalId).arn();
    }

    /**
     * Receives the messages of the queue from now on, without delay, until this object is closed.
     *
     * @param read the body of a message
     */
    public <T> Received<T> receive(String logicalId, Function<String, T> read) {
        return new Received<>(read, new QueuePoller.Settings(arn(logicalId), 10, Duration.ZERO, 4, true));
    }

    @Override
    public void close() {
        sqs.close();
        server.close();
    }

    /** The received messages of a queue; waiting takes real time. */
    public final class Received<T> implements Arrivals<T>, AutoCloseable {
        private static final Duration LOOK = Duration.ofMillis(10);

        private final List<Arrival<T>> came = new CopyOnWriteArrayList<>();
        private final Function<String, T> read;
        private final QueuePoller poller;

        private Received(Function<String, T> read, QueuePoller.Settings settings) {
            this.read = read;
            this.poller = server.poll(settings, this::take);
        }

        private Optional<String> take(byte[] event) {
            Instant now = CLOCK.instant();
            try {
                for (JsonNode message : JSON.readTree(event).path("Records")) {
                    came.add(new Arrival<>(read.apply(message.path("body").asText()), now));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Optional.of(ALL_DONE);
        }

        @Override
        public List<Arrival<T>> await(Duration atMost, Predicate<List<Arrival<T>>> enough) {
            long end = System.nanoTime() + atMost.toNanos();
            while (!enough.test(List.copyOf(came)) && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return List.copyOf(came);
        }

        @Override
        public InstantSource clock() {
            return CLOCK;
        }

        @Override
        public void close() {
            poller.close();
        }
    }
}
