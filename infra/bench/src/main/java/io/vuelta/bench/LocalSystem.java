package io.vuelta.bench;

import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.local.LocalVuelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The whole system on this machine, empty, and a client of its table that does not use the proxy. */
final class LocalSystem implements AutoCloseable {
    /** The provider does not limit the rate; the line's rate does. */
    private static final int MESSAGES_PER_SECOND = 1_000;

    /** So that benchmarks never wait for the limit of their key. */
    private static final int REQUESTS_PER_SECOND = 100_000;

    /**
     * Default speed of the simulated calls. At a much higher speed, callbacks arrive before the record of the call's
     * beginning is written.
     */
    private static final double SPEED = 10;

    private final LocalVuelta vuelta;
    private final DynamoDbClient client;

    private LocalSystem(LocalVuelta vuelta) {
        this.vuelta = vuelta;
        this.client = DynamoDbClient.builder()
                .endpointOverride(vuelta.runtime().dynamoDbEndpoint())
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Starts a system; the functions log into {@code <name>.log}. */
    static LocalSystem start(String name, int shards, @Nullable Rudeness rudeness) throws IOException {
        return start(name, shards, rudeness, (_, _) -> {});
    }

    /**
     * Starts it.
     *
     * @param observer receives the logical id of each called function, and the event
     */
    static LocalSystem start(String name, int shards, @Nullable Rudeness rudeness, BiConsumer<String, byte[]> observer)
            throws IOException {
        Path log = Options.directory().resolve(name + ".log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        LocalVuelta.Settings settings = new LocalVuelta.Settings(
                        Options.project(), 0, null, log, Options.decimal("speed", SPEED), Options.integer("seed", 1))
                .withShards(shards)
                .withRudeness(rudeness)
                .withObserver(observer)
                .withMessagesPerSecond(MESSAGES_PER_SECOND)
                .withRequestsPerSecond(REQUESTS_PER_SECOND);
        return new LocalSystem(LocalVuelta.start(settings));
    }

    LocalVuelta vuelta() {
        return vuelta;
    }

    DynamoDbClient client() {
        return client;
    }

    String tableName() {
        return vuelta.runtime().physicalName("Table");
    }

    DynamoTable table() {
        return new DynamoTable(client, tableName());
    }

    /** Waits until everything that was written is counted. */
    void awaitCounted() throws InterruptedException {
        while (!vuelta.runtime().isAtEndOfStreams()) {
            Thread.sleep(100);
        }
    }

    @Override
    public void close() {
        client.close();
        vuelta.close();
    }
}
