package io.vuelta.cloud.queues;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * ElasticMQ, in this process and in memory, at its own loopback port. It implements the queues with the guarantees of
 * SQS.
 *
 * @see <a href="https://github.com/softwaremill/elasticmq">ElasticMQ</a>
 */
final class ElasticMq implements QueueEngine {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Config CONFIG = ConfigFactory.parseMap(Map.of(
                    "pekko.loglevel", "WARNING",
                    "pekko.stdout-loglevel", "WARNING",
                    "pekko.daemonic", "on",
                    "pekko.jvm-exit-on-fatal-error", "off",
                    "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
            .withFallback(ConfigFactory.load());

    private final ActorSystem actors;
    private final EmulatedQueues sqs;

    private ElasticMq(ActorSystem actors, EmulatedQueues sqs) {
        this.actors = actors;
        this.sqs = sqs;
    }

    /**
     * Starts ElasticMQ without queues.
     *
     * @param visible the address in the queues' URLs, at which clients reach it
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
            return new ElasticMq(actors, new EmulatedQueues(URI.create("http://127.0.0.1:" + port + "/")));
        } catch (RuntimeException e) {
            terminate(actors);
            throw e;
        }
    }

    @Override
    public Answer call(String action, byte[] request) {
        return sqs.call(action, request);
    }

    @Override
    public void close() {
        sqs.close();
        terminate(actors);
    }

    private static void terminate(ActorSystem actors) {
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("ElasticMQ does not stop", e);
        }
    }
}
