package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.rude.RudeTable.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests each kind of refusal of AWS separately. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Started before the tests.
class RudeProxyIT {
    private static final Duration HOLD = Duration.ofMillis(10);

    private static final String CONFLICT = "TransactionConflictException";
    private static final String CANCELLED = "TransactionCanceledException";

    @AutoClose
    private static final RudeTable DYNAMO_DB = new RudeTable();

    private final StandingTime time = new StandingTime();
    private String table;

    /** A clock that does not advance; transactions stay under way until the test releases them. */
    private static final class StandingTime implements Time {
        private final AtomicLong now = new AtomicLong();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            held.countDown();
            letGo.await();
        }
    }

    @BeforeEach
    void create() {
        table = DYNAMO_DB.create();
    }

    private Optional<Response> ask(RudeProxy proxy, String operation, String json) {
        return DYNAMO_DB.ask(proxy.endpoint(), "a function", operation, json.replace("TABLE", table));
    }

    private Response send(RudeProxy proxy, String operation, String json) {
        return ask(proxy, operation, json).orElseThrow();
    }

    private static String key(String sort) {
        return "{\"pk\": {\"S\": \"C#1\"}, \"sk\": {\"S\": \"" + sort + "\"}}";
    }

    private static String ofTable(String field, String json) {
        return "{\"TableName\": \"TABLE\", \"" + field + "\": " + json + "}";
    }

    private static String put(String sort) {
        return ofTable("Item", key(sort));
    }

    private static String get(String sort) {
        return ofTable("Key", key(sort));
    }

    private static String transaction(String token, String... sorts) {
        return "{\"ClientRequestToken\": \"" + token + "\", \"TransactItems\": ["
                + IntStream.range(0, sorts.length)
                        .mapToObj(i ->
                                "{\"Update\": " + ofTable("Key", key(sorts[i])).replaceFirst("}$", "")
                                        + ", \"UpdateExpression\": \"ADD n :one\","
                                        + " \"ExpressionAttributeValues\": {\":one\": {\"N\": \"1\"}}}}")
                        .collect(Collectors.joining(", "))
                + "]}";
    }

    private static String batchOfPuts(int items) {
        return "{\"RequestItems\": {\"TABLE\": ["
                + IntStream.range(0, items)
                        .mapToObj(i -> "{\"PutRequest\": {\"Item\": " + key("P#" + i) + "}}")
                        .collect(Collectors.joining(", "))
                + "]}}";
    }

    private static List<String> reasons(Response response) {
        return response.json().path("CancellationReasons").findValuesAsText("Code");
    }

    /** Reads directly from DynamoDB Local, without the proxy. */
    private boolean isThere(String sort) {
        return DYNAMO_DB
                .send(DYNAMO_DB.endpoint(), "GetItem", get(sort).replace("TABLE", table))
                .json()
                .has("Item");
    }

    private String counter(String sort) {
        return DYNAMO_DB
                .send(DYNAMO_DB.endpoint(), "GetItem", get(sort).replace("TABLE", table))
                .json()
                .at("/Item/n/N")
                .asText();
    }

    @Test
    void without_rudeness_the_answers_are_those_of_dynamodb() {
        String refused = put("P#1").replaceFirst("}$", ", \"ConditionExpression\": \"attribute_not_exists(pk)\"}");
        String update = get("P#1")
                .replaceFirst(
                        "}$",
                        ", \"UpdateExpression\": \"SET due_of = :a\", \"ReturnValues\": \"NONE\","
                                + " \"ExpressionAttributeValues\": {\":a\": {\"S\": \"x\"}}}");
        List<List<String>> requests = List.of(
                List.of("PutItem", put("P#1")),
                List.of("PutItem", refused),
                List.of(
                        "PutItem",
                        refused.replaceFirst("}$", ", \"ReturnValuesOnConditionCheckFailure\": \"ALL_OLD\"}")),
                List.of("PutItem", put("P#1").replaceFirst("}$", ", \"ReturnValues\": \"ALL_OLD\"}")),
                List.of("PutItem", put("P#1").replaceFirst("}$", ", \"ReturnConsumedCapacity\": \"INDEXES\"}")),
                List.of("UpdateItem", update),
                List.of("UpdateItem", get("P#1").replaceFirst("}$", ", \"UpdateExpression\": \"SET\"}")),
                List.of("GetItem", get("P#1")),
                List.of("GetItem", get("P#2")),
                List.of("DescribeLimits", "{}"),
                List.of("PutItem", "{\"TableName\": \"absent\", \"Item\": {}}"),
                List.of("PutItem", "[]"),
                List.of("DeleteItem", get("P#1")));
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none())) {
            for (List<String> request : requests) {
                String other = DYNAMO_DB.create();
                Response direct = null;
                Response through = null;
                for (List<String> each : requests.subList(0, requests.indexOf(request) + 1)) {
                    direct = DYNAMO_DB.send(
                            DYNAMO_DB.endpoint(),
                            each.getFirst(),
                            each.getLast().replace("TABLE", other));
                }
                table = DYNAMO_DB.create();
                for (List<String> each : requests.subList(0, requests.indexOf(request) + 1)) {
                    through = send(proxy, each.getFirst(), each.getLast());
                }
                assertThat(String.valueOf(through).replace(table, other))
                        .as("%s", request)
                        .isEqualTo(String.valueOf(direct));
            }
        }
    }

    @Test
    void writes_that_meet_a_transaction_are_refused_and_reads_are_not() throws InterruptedException {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withHold(HOLD, HOLD), time)) {
            var under = CompletableFuture.supplyAsync(
                    () -> send(proxy, "TransactWriteItems", transaction("first", "P#1", "P#2")));
            time.held.await();
            Response refused = send(proxy, "PutItem", put("P#1"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).isEqualTo(CONFLICT);
            assertThat(send(proxy, "DeleteItem", get("P#2")).error()).isEqualTo(CONFLICT);
            Response other = send(proxy, "TransactWriteItems", transaction("second", "P#3", "P#1"));
            assertThat(other.error()).isEqualTo(CANCELLED);
            assertThat(reasons(other)).containsExactly("None", "TransactionConflict");
            Response read = send(proxy, "TransactGetItems", """
                {"TransactItems": [{"Get": %s}, {"Get": %s}]}\
                """.formatted(get("P#2"), get("P#3")));
            assertThat(read.error()).isEqualTo(CANCELLED);
            assertThat(reasons(read)).containsExactly("TransactionConflict", "None");
            assertThat(send(proxy, "TransactWriteItems", transaction("first", "P#1", "P#2"))
                            .error())
                    .isEqualTo("TransactionInProgressException");
            Response batch = send(proxy, "BatchWriteItem", batchOfPuts(5));
            assertThat(batch.ok()).isTrue();
            assertThat(sorts(batch.json().path("UnprocessedItems").path(table))).containsExactly("P#1", "P#2");
            assertThat(send(proxy, "PutItem", put("P#9")).ok()).isTrue();
            assertThat(send(proxy, "GetItem", get("P#1")).ok()).isTrue();
            assertThat(send(proxy, "BatchGetItem", batchOfKeys(3)).ok()).isTrue();
            assertThat(under.isDone()).isFalse();

            time.letGo.countDown();
            assertThat(under.join().ok()).isTrue();
            assertThat(send(proxy, "PutItem", put("P#1")).ok()).isTrue();
        }
    }

    private static String batchOfKeys(int items) {
        return "{\"RequestItems\": {\"TABLE\": {\"Keys\": ["
                + IntStream.range(0, items).mapToObj(i -> key("P#" + i)).collect(Collectors.joining(", "))
                + "]}}}";
    }

    private static List<String> sorts(JsonNode items) {
        List<String> sorts = new ArrayList<>();
        items.findValues("sk").forEach(sort -> sorts.add(sort.path("S").asText()));
        return sorts;
    }

    @Test
    void throttled_requests_have_no_effect_and_get_one_of_the_throttling_errors_of_aws() {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withThrottled(1))) {
            Set<String> errors = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                Response response = send(proxy, "PutItem", put("P#1"));
                assertThat(response.status()).isEqualTo(400);
                errors.add(response.error());
                Response transaction = send(proxy, "TransactWriteItems", transaction("t" + i, "P#1", "P#2"));
                errors.add(transaction.error());
                if (transaction.error().equals(CANCELLED)) {
                    assertThat(reasons(transaction)).containsExactlyInAnyOrder("None", "ThrottlingError");
                }
            }
            assertThat(errors)
                    .containsExactlyInAnyOrder(
                            "ProvisionedThroughputExceededException",
                            "ThrottlingException",
                            "RequestLimitExceeded",
                            CANCELLED);
            assertThat(isThere("P#1")).isFalse();
        }
    }

    @Test
    void a_write_answered_with_500_may_have_taken_effect_and_one_answered_with_503_has_not() {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withFailed(1))) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                Response response = send(proxy, "PutItem", put("P#" + i));
                seen.add(response.status() + " " + response.error() + (isThere("P#" + i) ? " written" : ""));
            }
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "500 InternalServerError",
                            "500 InternalServerError written",
                            "503 ServiceUnavailableException");
        }
    }

    @Test
    void a_dropped_request_has_no_effect_and_a_lost_answer_has() {
        try (var dropping =
                        RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withDropped(1));
                var losing =
                        RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withLost(1))) {
            assertThat(ask(dropping, "PutItem", put("P#1"))).isEmpty();
            assertThat(isThere("P#1")).isFalse();
            assertThat(ask(losing, "PutItem", put("P#1"))).isEmpty();
            assertThat(isThere("P#1")).isTrue();
            assertThat(dropping.meter().snapshot(1).writeUnits()).isZero();
            assertThat(losing.meter().snapshot(1).writeUnits()).isEqualTo(1);
        }
    }

    @Test
    void a_batch_may_be_processed_only_in_part() {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withUnprocessed(1))) {
            Response written = send(proxy, "BatchWriteItem", batchOfPuts(10));
            List<String> left = sorts(written.json().path("UnprocessedItems").path(table));
            assertThat(left).isNotEmpty().hasSizeLessThan(10);
            for (int i = 0; i < 10; i++) {
                assertThat(isThere("P#" + i)).isNotEqualTo(left.contains("P#" + i));
            }
            assertThat(proxy.meter().snapshot(1).writeUnits()).isEqualTo(10 - left.size());

            Response read = send(proxy, "BatchGetItem", batchOfKeys(10));
            List<String> unread = sorts(read.json().path("UnprocessedKeys").path(table));
            assertThat(unread).isNotEmpty();
            List<String> found = sorts(read.json().path("Responses").path(table));
            assertThat(found).doesNotContainAnyElementsOf(unread);
            assertThat(proxy.meter().snapshot(1).readUnits()).isEqualTo((10 - unread.size()) * 0.5);
        }
    }

    @Test
    void a_transaction_whose_answer_was_lost_is_done_once() {
        try (var losing = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withLost(1))) {
            assertThat(ask(losing, "TransactWriteItems", transaction("token", "P#1", "P#2")))
                    .isEmpty();
            assertThat(ask(losing, "TransactWriteItems", transaction("token", "P#1", "P#2")))
                    .isEmpty();
            assertThat(counter("P#1")).isEqualTo("1");
            assertThat(ask(losing, "TransactWriteItems", transaction("another", "P#1", "P#2")))
                    .isEmpty();
            assertThat(counter("P#1")).isEqualTo("2");
        }
    }

    @Test
    void a_partition_takes_a_thousand_write_units_a_second_and_others_still_take_theirs() {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withLimits(), time)) {
            assertThat(untilRefused(proxy, "C#1", "")).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(send(proxy, "PutItem", large("C#2", "")).ok()).isTrue();
            time.now.addAndGet(1_000_000_000);
            assertThat(send(proxy, "PutItem", large("C#1", "")).ok()).isTrue();
        }
    }

    @Test
    void a_partition_of_an_index_has_the_same_limit_and_then_writes_to_the_table_are_refused() {
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withLimits(), time)) {
            assertThat(untilRefused(proxy, "C#", "hot")).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(send(proxy, "PutItem", large("C#other", "cold")).ok()).isTrue();
            assertThat(send(proxy, "PutItem", large("C#another", "hot")).error())
                    .isEqualTo("ProvisionedThroughputExceededException");
        }
    }

    /** Writes 300 units at once, for a new item and, with an index, for a new partition of the table each. */
    private String untilRefused(RudeProxy proxy, String partition, String whole) {
        for (int i = 0; i < 200; i++) {
            Response response = send(proxy, "PutItem", large(whole.isEmpty() ? partition : partition + i, whole));
            if (!response.ok()) {
                return response.error();
            }
        }
        return "never refused";
    }

    private static String large(String partition, String whole) {
        return ofTable(
                "Item",
                "{\"pk\": {\"S\": \"" + partition + "\"}, \"sk\": {\"S\": \"P#1\"}, \"d\": {\"S\": \""
                        + "x".repeat(300_000) + "\"}"
                        + (whole.isEmpty() ? "" : ", \"whole_of\": {\"S\": \"" + whole + "\"}") + "}");
    }

    @Test
    void the_same_seed_refuses_the_same_requests() {
        assertThat(answers(5)).isEqualTo(answers(5)).isNotEqualTo(answers(6));
    }

    private List<String> answers(long seed) {
        Rudeness rudeness = Rudeness.ordinary(seed)
                .withThrottled(0.2)
                .withFailed(0.2)
                .withLost(0.1)
                .withDropped(0.1);
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), rudeness)) {
            return IntStream.range(0, 60)
                    .mapToObj(i -> i % 10 == 0
                            ? ask(proxy, "BatchWriteItem", batchOfPuts(8))
                            : ask(proxy, "PutItem", put("P#" + i)))
                    .map(String::valueOf)
                    .toList();
        }
    }
}
