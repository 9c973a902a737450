package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * ElasticMQ, in this process and in memory, at a loopback port of its own: it holds the queues and all that SQS
 * promises of them.
 *
 * @see <a href="https://github.com/softwaremill/elasticmq">ElasticMQ</a>
 */
final class ElasticMq implements SqsCalls, AutoCloseable {
    /** SQS's longest wait, 20 s, and time to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Config CONFIG = ConfigFactory.parseMap(Map.of(
                    "pekko.loglevel", "WARNING",
                    "pekko.stdout-loglevel", "WARNING",
                    "pekko.daemonic", "on",
                    "pekko.jvm-exit-on-fatal-error", "off",
                    "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
            .withFallback(ConfigFactory.load());

    private final ActorSystem actors;
    private final HttpClient http;
    private final URI address;

    private ElasticMq(ActorSystem actors, HttpClient http, URI address) {
        this.actors = actors;
        this.http = http;
        this.address = address;
    }

    /**
     * Starts it, without queues.
     *
     * @param visible where its clients reach it, which the queues' URLs say
     */
    static ElasticMq start(URI visible) {
        var actors = ActorSystem.create("elasticmq", CONFIG, ElasticMq.class.getClassLoader());
        try {
            int port = SQSRestServerBuilder.withActorSystem(actors)
                    .withInterface("127.0.0.1")
                    .withDynamicPort()
                    .withServerAddress(new NodeAddress(visible.getScheme(), visible.getHost(), visible.getPort(), ""))
                    .withAWSRegion(LocalAccount.REGION)
                    .withAWSAccountId(LocalAccount.ID)
                    .start()
                    .waitUntilStarted()
                    .localAddress()
                    .getPort();
            var http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CLOSING)
                    .build();
            return new ElasticMq(actors, http, URI.create("http://127.0.0.1:" + port + "/"));
        } catch (RuntimeException e) {
            terminate(actors);
            throw e;
        }
    }

    /** Makes the queues, those first that others give their dead letters to. */
    void create(List<QueueModel> models) {
        Map<String, QueueModel> missing =
                models.stream().collect(Collectors.toMap(QueueModel::name, model -> model, (a, b) -> a, HashMap::new));
        Deque<QueueModel> path = new ArrayDeque<>();
        for (QueueModel model : models) {
            path.push(model);
            missing.remove(model.name());
            while (!path.isEmpty()) {
                QueueModel target = path.element()
                        .redrive()
                        .map(redrive -> missing.remove(LocalAccount.nameInArn(redrive.deadLetterArn())))
                        .orElse(null);
                if (target == null) {
                    create(path.pop());
                } else {
                    path.push(target);
                }
            }
        }
    }

    private void create(QueueModel model) {
        ObjectNode request = JSON.createObjectNode().put("QueueName", model.name());
        ObjectNode attributes = request.putObject("Attributes")
                .put("VisibilityTimeout", "" + model.visibility().toSeconds())
                .put("DelaySeconds", "" + model.delay().toSeconds())
                .put("MessageRetentionPeriod", "" + model.retention().toSeconds())
                .put("ReceiveMessageWaitTimeSeconds", "" + model.receiveWait().toSeconds());
        if (model.fifo()) {
            attributes.put("FifoQueue", "true");
            attributes.put("ContentBasedDeduplication", "" + model.contentBasedDeduplication());
        }
        model.redrive()
                .ifPresent(redrive -> attributes.put(
                        "RedrivePolicy",
                        JSON.createObjectNode()
                                .put("deadLetterTargetArn", redrive.deadLetterArn())
                                .put("maxReceiveCount", redrive.maxReceiveCount())
                                .toString()));
        ask("CreateQueue", request);
    }

    @Override
    public Answer call(String action, byte[] request) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header("X-Amz-Target", "AmazonSQS." + action)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofByteArray(request))
                            .build(),
                    BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("ElasticMQ does not answer " + action, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(action + " was interrupted", e));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        terminate(actors);
    }

    private static void terminate(ActorSystem actors) {
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("ElasticMQ does not end", e);
        }
    }
}
