package io.vuelta.cloud.streams;

import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Simulates Lambda's event source mappings of tables' streams. Within a shard the records are delivered in order, at
 * least once, one batch at a time. A failed batch is tried again with the settings of its mapping and blocks only its
 * shard.
 */
public final class Streams implements AutoCloseable {
    private final List<StreamMapping> mappings;
    private final List<StreamReader> readers;
    private final DynamoDbStreamsClient client;

    private Streams(List<StreamMapping> mappings, List<StreamReader> readers, DynamoDbStreamsClient client) {
        this.mappings = List.copyOf(mappings);
        this.readers = List.copyOf(readers);
        this.client = client;
    }

    /**
     * Starts reading the streams.
     *
     * @param dynamoDb the address of DynamoDB
     * @param directory the directory that keeps the positions for the next start; null to begin with the oldest records
     *     at each start
     * @param failures sends to failure destinations
     */
    public static Streams start(
            URI dynamoDb,
            StreamSettings settings,
            @Nullable Path directory,
            InstantSource clock,
            FailureQueue failures,
            List<StreamFunction> functions) {
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY));
        DynamoDbStreamsClient client = DynamoDbStreamsClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        var all = new ArrayList<StreamMapping>();
        var readers = new ArrayList<StreamReader>();
        try (DynamoDbClient tables = DynamoDbClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            byTable(functions).forEach((table, ofTable) -> {
                String arn = tables.describeTable(request -> request.tableName(table))
                        .table()
                        .latestStreamArn();
                List<StreamMapping> mappings = mappings(ofTable, arn, settings, directory, clock, failures);
                all.addAll(mappings);
                readers.add(new StreamReader(client, arn, mappings, clock));
            });
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
        readers.forEach(StreamReader::start);
        return new Streams(all, readers, client);
    }

    private static List<StreamMapping> mappings(
            List<StreamFunction> functions,
            String streamArn,
            StreamSettings settings,
            @Nullable Path directory,
            InstantSource clock,
            FailureQueue failures) {
        return functions.stream()
                .map(function -> new StreamMapping(
                        function,
                        settings,
                        Position.open(directory, function, streamArn, settings.shards()),
                        clock,
                        failures))
                .toList();
    }

    /** Sends a message to a failure destination. */
    public interface FailureQueue {
        void send(String queueArn, String body);
    }

    private static Map<String, List<StreamFunction>> byTable(List<StreamFunction> functions) {
        var byTable = new LinkedHashMap<String, List<StreamFunction>>();
        for (StreamFunction function : functions) {
            byTable.computeIfAbsent(function.trigger().tableName(), _ -> new ArrayList<>())
                    .add(function);
        }
        return byTable;
    }

    /**
     * Whether every function has finished, or given up, every change made before the call, including repeated
     * deliveries of the misbehaviour. A tumbling window may still be open.
     */
    public boolean isAtEnd() {
        boolean allRead = true;
        for (StreamReader reader : readers) {
            allRead &= reader.look();
        }
        return allRead && mappings.stream().allMatch(StreamMapping::isDrained);
    }

    /**
     * Reads the streams to their end.
     *
     * @return the sequence number of the last change, over all tables, for {@link #isDone}
     * @throws IllegalStateException if too many changes are waiting for the functions, so that the stream cannot be
     *     read to its end
     */
    public long end() {
        long end = 0;
        for (StreamReader reader : readers) {
            if (!reader.look()) {
                throw new IllegalStateException("Too many changes wait for the functions; try again later");
            }
            end = Math.max(end, reader.last());
        }
        return end;
    }

    /**
     * Whether every function has finished the changes up to this sequence number, whether or not later ones were
     * written.
     */
    public boolean isDone(long sequence) {
        return mappings.stream().allMatch(mapping -> mapping.isDone(sequence));
    }

    /** The progress of each function in each shard. */
    public List<MappingState> states() {
        return mappings.stream().flatMap(mapping -> mapping.states().stream()).toList();
    }

    /** Stops reading and delivering. Calls in progress continue; {@link #awaitEnd} waits for them. */
    @Override
    public void close() {
        readers.forEach(StreamReader::close);
        mappings.forEach(StreamMapping::close);
    }

    /** Waits at most this time for all calls to end, and releases all resources. */
    public void awaitEnd(Duration patience) {
        try {
            for (StreamMapping mapping : mappings) {
                mapping.awaitEnd(patience);
            }
            for (StreamReader reader : readers) {
                reader.awaitEnd(patience);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
