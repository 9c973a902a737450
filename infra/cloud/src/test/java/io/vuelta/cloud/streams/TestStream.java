package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.dynamodb.Tables;
import io.vuelta.cloud.template.FilterPattern;
import io.vuelta.cloud.template.FunctionModel.OnFailure;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.TableModel;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table with a stream, its functions, and the events that they received. */
final class TestStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Receives the messages of a failure destination. */
    static final String FAILURES = LocalAccount.queueArn("failures");
    /**
     * Windows are longer than on AWS, where the maximum is 15 minutes: DynamoDB Local stamps records with the machine's
     * time, and a window must end only in tests that expect it.
     */
    static final Duration TUMBLING_WINDOW = Duration.ofDays(10_000);

    private final URI server;
    private final String table;
    private final DynamoDbClient client;
    private final List<StreamFunction> functions = new ArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private StreamSettings settings = StreamSettings.DEFAULT;
    private @Nullable Path directory;
    private volatile Duration clockAhead = Duration.ZERO;
    private @Nullable Streams streams;

    TestStream(URI server, String table) {
        this.server = server;
        this.table = table;
        this.client = client(server);
        new Tables(client).ensure(model(table, true));
    }

    static DynamoDbClient client(URI server) {
        return DynamoDbClient.builder()
                .endpointOverride(server)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static TableModel model(String table, boolean stream) {
        return new TableModel(
                table,
                table,
                List.of(new TableModel.Attribute("pk", "S"), new TableModel.Attribute("sk", "S")),
                List.of(new TableModel.Key("pk", "HASH"), new TableModel.Key("sk", "RANGE")),
                List.of(),
                Optional.empty(),
                stream);
    }

    TestStream with(UnaryOperator<StreamSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    TestStream keepingPositionsIn(Path place) {
        directory = place;
        return this;
    }

    /** Adds a function. Its answer is the empty answer of a function without a window, unless the test sets another. */
    Handed function(String name, UnaryOperator<Mapping> mapping) {
        var handed = new Handed();
        functions.add(
                new StreamFunction(name, mapping.apply(new Mapping()).trigger(table), event -> handed.take(event)));
        return handed;
    }

    TestStream start() {
        InstantSource clock = () -> Instant.now().plus(clockAhead);
        streams = Streams.start(
                server, settings, directory, clock, (queue, body) -> notices.add(queue + " " + body), functions);
        return this;
    }

    void advanceClock(Duration time) {
        clockAhead = clockAhead.plus(time);
    }

    void put(String pk, String sk, String value) {
        client.putItem(put -> put.tableName(table)
                .item(Map.of(
                        "pk", AttributeValue.fromS(pk),
                        "sk", AttributeValue.fromS(sk),
                        "v", AttributeValue.fromS(value))));
    }

    void delete(String pk, String sk) {
        client.deleteItem(delete ->
                delete.tableName(table).key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
    }

    Streams streams() {
        return java.util.Objects.requireNonNull(streams);
    }

    void awaitEnd() {
        Await.until("the end of the stream", streams()::isAtEnd);
    }

    List<JsonNode> notices() {
        return notices.stream()
                .map(notice -> json(notice.substring(FAILURES.length() + 1)))
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (streams != null) {
            streams.close();
            streams.awaitEnd(Duration.ofSeconds(5));
        }
        client.close();
    }

    /** The events that functions received, in order. */
    static final class Handed {
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private volatile Function<JsonNode, String> answer = _ -> "{\"state\":{}}";

        /** Uses this answer for later events; the call fails if the function throws. */
        void answering(Function<JsonNode, String> other) {
            answer = other;
        }

        private Optional<String> take(byte[] bytes) {
            JsonNode event = json(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            events.add(event);
            try {
                return Optional.of(answer.apply(event));
            } catch (IllegalStateException _) {
                return Optional.empty();
            }
        }

        List<JsonNode> events() {
            return List.copyOf(events);
        }

        List<JsonNode> records() {
            return events.stream()
                    .flatMap(event -> event.path("Records").valueStream())
                    .toList();
        }

        /** The new values, event by event. */
        List<List<String>> batches() {
            return events.stream()
                    .map(event -> event.path("Records")
                            .valueStream()
                            .map(Handed::value)
                            .toList())
                    .toList();
        }

        List<String> values() {
            return records().stream().map(Handed::value).toList();
        }

        static String value(JsonNode record) {
            return record.at("/dynamodb/NewImage/v/S").asText();
        }

        static String sequence(JsonNode record) {
            return record.at("/dynamodb/SequenceNumber").asText();
        }
    }

    /** The settings of a mapping: batches of 100 records, no window and unlimited retries by default. */
    static final class Mapping {
        private int batchSize = 100;
        private Duration window = Duration.ZERO;
        private Duration tumbling = Duration.ZERO;
        private OptionalInt retries = OptionalInt.empty();
        private Optional<Duration> age = Optional.empty();
        private boolean bisect;
        private boolean reports;
        private List<FilterPattern> filters = List.of();

        Mapping batchSize(int size) {
            batchSize = size;
            return this;
        }

        Mapping windowSeconds(int seconds) {
            window = Duration.ofSeconds(seconds);
            return this;
        }

        Mapping tumbling() {
            tumbling = TUMBLING_WINDOW;
            return this;
        }

        Mapping retries(int most) {
            retries = OptionalInt.of(most);
            return this;
        }

        Mapping ageSeconds(int seconds) {
            age = Optional.of(Duration.ofSeconds(seconds));
            return this;
        }

        Mapping bisecting() {
            bisect = true;
            return this;
        }

        Mapping reportingItemFailures() {
            reports = true;
            return this;
        }

        Mapping filters(String... patterns) {
            filters = Arrays.stream(patterns).map(FilterPattern::parse).toList();
            return this;
        }

        private StreamTrigger trigger(String table) {
            return new StreamTrigger(
                    "Changes",
                    table,
                    LocalAccount.streamArn(table),
                    batchSize,
                    window,
                    tumbling,
                    new OnFailure(retries, age, bisect, reports, Optional.of(FAILURES)),
                    filters,
                    true);
        }
    }
}
