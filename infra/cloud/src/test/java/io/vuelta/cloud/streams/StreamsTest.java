package io.vuelta.cloud.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import io.vuelta.cloud.dynamodb.Tables;
import io.vuelta.cloud.streams.TestStream.Handed;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that functions get from a table's stream in DynamoDB Local; each test has its own table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Made before each test.
@Tag("slow")
class StreamsTest {
    private static final String OK = "{\"state\":{}}";
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final DynamoDbProcess process = DynamoDbProcess.start(Path.of("../dynamodb/target/classpath"), null);
    private TestStream stream;

    @BeforeEach
    void open(TestInfo test) {
        stream = new TestStream(process.endpoint(), "table-" + TABLES.incrementAndGet());
    }

    @AfterEach
    void closeStream() {
        stream.close();
    }

    @AfterAll
    void close() {
        process.close();
    }

    @Test
    void a_record_has_the_form_of_lambda() {
        Handed handed = stream.function("F", mapping -> mapping);
        stream.start();
        Instant before = Instant.now();
        stream.put("p", "s", "1");
        stream.put("p", "s", "2");
        stream.delete("p", "s");
        stream.awaitEnd();

        assertThat(handed.records())
                .extracting(record -> record.path("eventName").asText())
                .containsExactly("INSERT", "MODIFY", "REMOVE");
        JsonNode record = handed.records().get(1);
        assertThat(record.path("eventID").asText()).matches("[0-9a-f]{32}");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
        assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(record.path("eventSourceARN").asText()).startsWith("arn:aws:dynamodb:us-east-1:000000000000:table/");
        JsonNode change = record.path("dynamodb");
        assertThat(change.path("Keys")).isEqualTo(TestStream.json("{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"s\"}}"));
        assertThat(change.at("/OldImage/v/S").asText()).isEqualTo("1");
        assertThat(change.at("/NewImage/v/S").asText()).isEqualTo("2");
        assertThat(change.path("SequenceNumber").asText()).matches("[0-9]{21}");
        assertThat(change.path("SizeBytes").asInt()).isPositive();
        assertThat(change.path("StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(change.path("ApproximateCreationDateTime").asLong())
                .isBetween(before.getEpochSecond() - 1, Instant.now().getEpochSecond());
        assertThat(handed.records().get(2).at("/dynamodb/NewImage").isMissingNode())
                .isTrue();
    }

    @Test
    void the_changes_of_a_key_arrive_in_order_and_the_sequence_numbers_of_a_shard_increase() {
        Handed handed = stream.function("F", mapping -> mapping.batchSize(7).tumbling());
        stream.start();
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 60; i++) {
                                stream.put("p" + (writer * 3 + i % 3), "s", "" + i);
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        stream.awaitEnd();

        Map<String, List<Integer>> byKey = handed.records().stream()
                .collect(Collectors.groupingBy(
                        record -> record.at("/dynamodb/Keys/pk/S").asText(),
                        Collectors.mapping(record -> Integer.parseInt(Handed.value(record)), Collectors.toList())));
        assertThat(byKey)
                .hasSize(12)
                .allSatisfy((_, values) -> assertThat(values).hasSize(20).isSorted());
        Map<String, List<String>> byShard = numbersByShard(handed);
        assertThat(byShard).hasSizeBetween(2, 4).allSatisfy((shard, numbers) -> {
            assertThat(shard).matches("shardId-0000000156400000000[0-9]-[0-9a-f]{8}");
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
        });
        assertThat(handed.batches()).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 7));
    }

    private static Map<String, List<String>> numbersByShard(Handed handed) {
        var byShard = new HashMap<String, List<String>>();
        for (JsonNode event : handed.events()) {
            List<String> numbers = byShard.computeIfAbsent(event.path("shardId").asText(), _ -> new ArrayList<>());
            event.path("Records").forEach(record -> numbers.add(Handed.sequence(record)));
        }
        return byShard;
    }

    @Test
    void a_full_batch_is_delivered_at_once_and_another_waits_for_its_batching_window() {
        Handed handed = stream.function("F", mapping -> mapping.batchSize(5).windowSeconds(300));
        stream.start();
        putAll("p", 7);
        Await.until("a full batch", () -> !handed.events().isEmpty());
        Await.until("the others", () -> !stream.streams().isAtEnd() && waiting() == 2);

        assertThat(handed.batches()).containsExactly(List.of("0", "1", "2", "3", "4"));
        assertThat(stream.streams().isAtEnd()).isFalse();
    }

    @Test
    void earlier_changes_count_as_done_while_later_ones_wait() {
        stream.function("F", mapping -> mapping.batchSize(5).windowSeconds(300));
        stream.start();
        putAll("p", 5);
        long end = stream.streams().end();
        putAll("q", 2);

        Await.until("the first five", () -> stream.streams().isDone(end));

        assertThat(stream.streams().isDone(stream.streams().end())).isFalse();
    }

    private int waiting() {
        return stream.streams().states().stream()
                .mapToInt(MappingState::waiting)
                .sum();
    }

    private void putAll(String pk, int number) {
        for (int i = 0; i < number; i++) {
            stream.put(pk, "s" + i, "" + i);
        }
    }

    @Test
    void a_batch_that_is_not_full_is_delivered_after_its_batching_window() {
        Handed handed = stream.function("F", mapping -> mapping.windowSeconds(1));
        putAll("p", 3);
        stream.start();
        stream.awaitEnd();

        assertThat(handed.batches()).containsExactly(List.of("0", "1", "2"));
    }

    @Test
    void a_batch_has_at_most_6_megabytes() {
        Handed handed = stream.function("F", mapping -> mapping.windowSeconds(1));
        String text = "x".repeat(390_000);
        for (int i = 0; i < 20; i++) {
            stream.put("p", "s" + i, text);
        }
        stream.start();
        stream.awaitEnd();

        assertThat(handed.batches()).extracting(List::size).containsExactly(15, 5);
        assertThat(handed.events())
                .allSatisfy(event -> assertThat(event.toString().length()).isLessThan(6 << 20));
    }

    @Test
    void a_record_that_matches_no_filter_is_skipped() {
        Handed handed = stream.function(
                "F",
                mapping -> mapping.filters(
                        "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":[{\"prefix\":\"P#\"}]}}}}",
                        "{\"eventName\":[\"REMOVE\"]}"));
        stream.start();
        stream.put("p", "P#1", "new");
        stream.put("p", "P#1", "changed");
        stream.put("p", "Q#1", "other");
        stream.delete("p", "Q#1");
        stream.awaitEnd();

        assertThat(handed.records())
                .extracting(
                        record -> record.path("eventName").asText(),
                        record -> record.at("/dynamodb/Keys/sk/S").asText())
                .containsExactly(tuple("INSERT", "P#1"), tuple("REMOVE", "Q#1"));
    }

    @Test
    void a_failing_batch_blocks_its_shard_but_not_the_others() {
        Handed handed = stream.function("F", mapping -> mapping.batchSize(2));
        String other = keyOfAnotherShardThan("a");
        handed.answering(event -> {
            if (event.toString().contains("{\"S\":\"a\"}") && !handed.values().contains("end")) {
                throw new IllegalStateException("as asked");
            }
            return OK;
        });
        for (String value : List.of("1", "2", "3")) {
            stream.put("a", "s", value);
        }
        stream.start();
        Await.until("three failures", () -> failures() >= 3);
        assertThat(stream.streams().isAtEnd()).isFalse();
        stream.advanceClock(Duration.ofSeconds(100));
        assertThat(stream.streams().states())
                .anySatisfy(state -> assertThat(state.iteratorAge()).isGreaterThan(Duration.ofSeconds(99)))
                .anySatisfy(state -> assertThat(state.iteratorAge()).isZero());
        stream.put(other, "s", "end");
        stream.awaitEnd();

        List<List<String>> ofA = handed.batches().stream()
                .filter(batch -> !batch.contains("end"))
                .toList();
        assertThat(ofA).hasSizeGreaterThanOrEqualTo(5).endsWith(List.of("1", "2"), List.of("3"));
        assertThat(ofA.subList(0, ofA.size() - 1)).allMatch(List.of("1", "2")::equals);
        assertThat(stream.streams().states())
                .allSatisfy(state -> assertThat(state.iteratorAge()).isZero());
        assertThat(stream.notices()).isEmpty();
    }

    private long failures() {
        return stream.streams().states().stream()
                .mapToLong(MappingState::failures)
                .sum();
    }

    private static String keyOfAnotherShardThan(String key) {
        var ids = new ShardIds(StreamSettings.DEFAULT);
        String shard = ids.of(record(key));
        return IntStream.range(0, 100)
                .mapToObj(i -> "other" + i)
                .filter(other -> !ids.of(record(other)).equals(shard))
                .findFirst()
                .orElseThrow();
    }

    private static ChangeRecord record(String pk) {
        return new ChangeRecord(1, "AttributeValue(S=" + pk + ")", "", Instant.EPOCH, "", 0, 0);
    }

    @Test
    void a_failing_batch_is_halved_until_only_the_bad_record_is_given_up() {
        Handed handed = stream.function("F", mapping -> mapping.retries(1).bisecting());
        handed.answering(event -> {
            if (event.path("Records").valueStream().map(Handed::value).anyMatch("5"::equals)) {
                throw new IllegalStateException("poison");
            }
            return OK;
        });
        putAll("p", 8);
        stream.start();
        stream.awaitEnd();

        List<String> good = handed.batches().stream()
                .filter(batch -> !batch.contains("5"))
                .flatMap(List::stream)
                .toList();
        assertThat(good).containsExactly("0", "1", "2", "3", "4", "6", "7");
        assertThat(handed.batches()).filteredOn(List.of("5")::equals).hasSize(2);
        JsonNode notice = stream.notices().getFirst();
        assertThat(stream.notices()).hasSize(1);
        assertThat(notice.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        JsonNode batch = notice.path("DDBStreamBatchInfo");
        JsonNode poison = handed.records().stream()
                .filter(record -> Handed.value(record).equals("5"))
                .findFirst()
                .orElseThrow();
        assertThat(batch.path("batchSize").asInt()).isEqualTo(1);
        assertThat(batch.path("startSequenceNumber").asText()).isEqualTo(Handed.sequence(poison));
        assertThat(stream.streams().states()).extracting(MappingState::givenUp).containsOnlyOnce(1L);
    }

    @Test
    void the_failure_destination_gets_a_notice_without_the_records_of_the_batch() {
        Handed handed = stream.function("F", mapping -> mapping.retries(2));
        handed.answering(_ -> {
            throw new IllegalStateException("as asked");
        });
        putAll("p", 3);
        stream.start();
        stream.awaitEnd();

        assertThat(handed.batches())
                .containsExactlyElementsOf(java.util.Collections.nCopies(3, List.of("0", "1", "2")));
        JsonNode notice = stream.notices().getFirst();
        assertThat(notice.at("/requestContext/functionArn").asText())
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:F");
        assertThat(notice.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
        assertThat(notice.path("version").asText()).isEqualTo("1.0");
        JsonNode batch = notice.path("DDBStreamBatchInfo");
        assertThat(batch.path("shardId").asText()).startsWith("shardId-");
        assertThat(batch.path("batchSize").asInt()).isEqualTo(3);
        assertThat(batch.path("startSequenceNumber").asText())
                .isEqualTo(Handed.sequence(handed.records().get(0)));
        assertThat(batch.path("endSequenceNumber").asText())
                .isEqualTo(Handed.sequence(handed.records().get(2)));
        assertThat(batch.path("streamArn").asText())
                .isEqualTo(handed.records().getFirst().path("eventSourceARN").asText());
        assertThat(Instant.parse(batch.path("approximateArrivalOfFirstRecord").asText()))
                .isBeforeOrEqualTo(Instant.parse(
                        batch.path("approximateArrivalOfLastRecord").asText()));
        assertThat(notice.toString()).doesNotContain("NewImage");
    }

    @Test
    void a_record_that_is_too_old_is_given_up() {
        Handed handed = stream.function("F", mapping -> mapping.ageSeconds(60));
        handed.answering(_ -> {
            throw new IllegalStateException("as asked");
        });
        stream.put("p", "s", "1");
        stream.start();
        Await.until("a failure", () -> failures() > 0);
        stream.advanceClock(Duration.ofSeconds(62));
        stream.awaitEnd();

        assertThat(stream.notices())
                .extracting(notice -> notice.at("/requestContext/condition").asText())
                .containsExactly("RecordAgeExceeded");
    }

    @Test
    void after_a_partial_failure_a_batch_continues_at_the_first_failed_record() {
        Handed handed = stream.function("F", mapping -> mapping.reportingItemFailures());
        handed.answering(event -> {
            List<String> numbers =
                    event.path("Records").valueStream().map(Handed::sequence).toList();
            return numbers.size() < 5 ? "" : failed(numbers.get(3), numbers.get(2));
        });
        putAll("p", 5);
        stream.start();
        stream.awaitEnd();

        assertThat(handed.batches()).containsExactly(List.of("0", "1", "2", "3", "4"), List.of("2", "3", "4"));
    }

    private static String failed(String... numbers) {
        return java.util.Arrays.stream(numbers)
                .map(number -> "{\"itemIdentifier\":\"" + number + "\"}")
                .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"item\":\"1\"}]}",
                "no JSON"
            })
    void an_answer_that_cannot_be_understood_fails_the_whole_batch(String first) {
        Handed handed = stream.function("F", mapping -> mapping.reportingItemFailures());
        handed.answering(_ -> handed.events().size() == 1 ? first : "{\"batchItemFailures\":[]}");
        putAll("p", 2);
        stream.start();
        stream.awaitEnd();

        assertThat(handed.batches()).containsExactly(List.of("0", "1"), List.of("0", "1"));
    }

    @Test
    void the_events_of_a_tumbling_window_have_the_shard_and_the_state_and_a_final_invocation() {
        Handed handed = stream.function("F", mapping -> mapping.tumbling().batchSize(1));
        handed.answering(_ -> "{\"state\":{\"seen\":\"" + handed.events().size() + "\"}}");
        stream.start();
        stream.put("p", "s", "1");
        stream.put("p", "s", "2");
        stream.awaitEnd();
        stream.advanceClock(TestStream.TUMBLING_WINDOW);
        Await.until("the last call", () -> handed.events().size() == 3);
        stream.put("p", "s", "3");
        stream.awaitEnd();

        assertThat(handed.events().subList(0, 4))
                .extracting(
                        event -> event.path("Records").size(),
                        event -> event.path("state").toString(),
                        event -> event.path("isFinalInvokeForWindow").asBoolean(),
                        event -> event.path("isWindowTerminatedEarly").asBoolean())
                .containsExactly(
                        tuple(1, "{}", false, false),
                        tuple(1, "{\"seen\":\"1\"}", false, false),
                        tuple(0, "{\"seen\":\"2\"}", true, false),
                        tuple(1, "{}", false, false));
        assertThat(handed.events().stream().map(event -> event.path("shardId").asText()))
                .containsOnly(new ShardIds(StreamSettings.DEFAULT).of(record("p")));
        JsonNode window = handed.events().getFirst().path("window");
        Instant start = Instant.parse(window.path("start").asText());
        assertThat(start.getEpochSecond() % TestStream.TUMBLING_WINDOW.toSeconds())
                .isZero();
        assertThat(window.path("end").asText())
                .isEqualTo(start.plus(TestStream.TUMBLING_WINDOW).toString());
    }

    @Test
    void a_window_ends_early_when_its_state_is_too_large() {
        Handed handed = stream.function("F", mapping -> mapping.tumbling());
        String large = "{\"state\":{\"text\":\"" + "x".repeat(1 << 20) + "\"}}";
        handed.answering(_ -> handed.events().size() == 1 ? large : OK);
        stream.put("p", "s", "1");
        stream.start();
        Await.until("the last call", () -> handed.events().size() == 2);

        JsonNode last = handed.events().getLast();
        assertThat(last.path("Records")).isEmpty();
        assertThat(last.path("isFinalInvokeForWindow").asBoolean()).isTrue();
        assertThat(last.path("isWindowTerminatedEarly").asBoolean()).isTrue();
    }

    @Test
    void an_answer_without_the_state_of_the_window_is_a_failure() {
        Handed handed = stream.function("F", mapping -> mapping.tumbling());
        handed.answering(_ -> handed.events().size() == 1 ? "{\"batchItemFailures\":[]}" : OK);
        stream.put("p", "s", "1");
        stream.start();
        stream.awaitEnd();

        assertThat(handed.values()).containsExactly("1", "1");
    }

    @Test
    void two_functions_read_the_same_stream_independently() {
        Handed first = stream.function("First", mapping -> mapping);
        Handed second = stream.function(
                "Second",
                mapping -> mapping.filters("{\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":[{\"prefix\":\"P#\"}]}}}}"));
        second.answering(_ -> {
            if (first.records().size() < 3) {
                throw new IllegalStateException("not yet");
            }
            return OK;
        });
        stream.start();
        stream.put("p", "P#1", "1");
        Await.until("a failure", () -> failures() > 0);
        stream.put("p", "Q#1", "2");
        stream.put("p", "P#2", "3");
        stream.awaitEnd();

        assertThat(first.values()).containsExactly("1", "2", "3");
        assertThat(new HashSet<>(second.values())).isEqualTo(Set.of("1", "3"));
        assertThat(stream.streams().states()).extracting(MappingState::function).containsOnly("First", "Second");
    }

    /** A function that stores the highest sequence number of each shard and skips lower or equal ones. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void one_mark_for_each_shard_counts_every_record_once_under_any_misbehaviour(long seed) {
        stream.with(settings -> settings.withMisbehaviour(seed));
        var marks = new HashMap<String, String>();
        var counted = new ArrayList<String>();
        Handed handed = stream.function("F", mapping -> mapping.tumbling().batchSize(10));
        handed.answering(event -> {
            synchronized (counted) {
                String shard = event.path("shardId").asText();
                for (JsonNode record : event.path("Records")) {
                    String number = Handed.sequence(record);
                    if (number.compareTo(marks.getOrDefault(shard, "")) > 0) {
                        counted.add(number);
                        marks.put(shard, number);
                    }
                }
            }
            return OK;
        });
        stream.start();
        for (int i = 0; i < 240; i++) {
            stream.put("p" + i % 6, "s" + i % 5, "" + i);
        }
        stream.awaitEnd();

        assertThat(counted).hasSize(240).doesNotHaveDuplicates();
        assertThat(handed.records()).hasSizeGreaterThan(240);
        assertThat(marks).hasSizeGreaterThan(4);
    }

    @Test
    void a_table_without_a_stream_gets_one_that_has_all_later_writes() {
        String table = "old-" + TABLES.incrementAndGet();
        try (var client = TestStream.client(process.endpoint())) {
            new Tables(client).ensure(TestStream.model(table, false));
        }
        try (var later = new TestStream(process.endpoint(), table)) {
            Handed handed = later.function("F", mapping -> mapping);
            later.start();
            later.put("p", "s", "1");
            later.awaitEnd();

            assertThat(handed.values()).containsExactly("1");
        }
    }
}
