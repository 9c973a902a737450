package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The functions' client repeats requests after temporary refusals of AWS and reports all other errors at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PatientClientIT {
    private static final int WRITERS = 8;
    private static final int WRITES = 250;
    private static final int COUNTERS = 40;

    @AutoClose
    private static final RudeTable DYNAMO_DB = new RudeTable();

    private static DynamoDbClient client(URI server) {
        return RetryingClient.builder()
                .endpointOverride(server)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .build();
    }

    @Test
    @Timeout(180)
    void two_thousand_mixed_writes_give_exactly_the_expected_state_and_none_throws() throws Exception {
        long seed = 1;
        String table = DYNAMO_DB.create();
        Rudeness rudeness = Rudeness.ordinary(seed)
                .withThrottled(0.05)
                .withFailed(0.04)
                .withDropped(0.02)
                .withLost(0.04);
        AtomicIntegerArray counted = new AtomicIntegerArray(COUNTERS);
        List<Map<String, Integer>> expected;
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), rudeness);
                var client = client(proxy.endpoint());
                var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Map<String, Integer>>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(new Writer(client, table, i, seed, counted)::write))
                    .toList();
            expected = new ArrayList<>();
            for (Future<Map<String, Integer>> writer : writers) {
                expected.add(writer.get());
            }
            assertThat(proxy.meter().snapshot(1).lines().stream()
                            .mapToLong(Meter.Line::refused)
                            .sum())
                    .as("requests refused")
                    .isGreaterThan(200);
        }
        try (var client = client(DYNAMO_DB.endpoint())) {
            for (int i = 0; i < COUNTERS; i++) {
                assertThat(number(client, table, Writer.counter(i), "n")).isEqualTo(counted.get(i));
            }
            for (Map<String, Integer> ofWriter : expected) {
                ofWriter.forEach((sort, value) -> assertThat(number(client, table, Writer.key(sort), "v"))
                        .as(sort)
                        .isEqualTo(value));
            }
        }
    }

    /** Zero if the item or its attribute is not there. */
    private static int number(DynamoDbClient client, String table, Map<String, AttributeValue> key, String attribute) {
        AttributeValue value = client.getItem(
                        get -> get.tableName(table).key(key).consistentRead(true))
                .item()
                .get(attribute);
        return value == null ? 0 : Integer.parseInt(value.n());
    }

    /** Writes items of its own, and counters that all share. */
    private record Writer(DynamoDbClient client, String table, int number, long seed, AtomicIntegerArray counted) {
        static Map<String, AttributeValue> key(String sort) {
            return Map.of("pk", AttributeValue.fromS("C#1"), "sk", AttributeValue.fromS(sort));
        }

        static Map<String, AttributeValue> counter(int i) {
            return key("COUNT#" + i);
        }

        /** The expected values of its own items; 0 for items that must not exist. */
        Map<String, Integer> write() {
            var random = new SplittableRandom(seed * 1000 + number);
            Map<String, Integer> values = new HashMap<>();
            for (int i = 1; i <= WRITES; i++) {
                String own = "P#" + number + "#" + random.nextInt(10);
                switch (random.nextInt(6)) {
                    case 0 -> {
                        put(own, i);
                        values.put(own, i);
                    }
                    case 1 -> {
                        delete(own);
                        values.put(own, 0);
                    }
                    case 2 -> {
                        change(own, values.getOrDefault(own, 0), i);
                        values.put(own, i);
                    }
                    case 3 -> {
                        String other = "P#" + number + "#" + (10 + random.nextInt(10));
                        putBatch(List.of(own, other), i);
                        values.put(own, i);
                        values.put(other, i);
                    }
                    case 4 -> touch(random.nextInt(COUNTERS), i);
                    default -> count(random.nextInt(COUNTERS), random.nextInt(1, COUNTERS));
                }
            }
            return values;
        }

        private Map<String, AttributeValue> item(String sort, int value) {
            Map<String, AttributeValue> item = new HashMap<>(key(sort));
            item.put("v", AttributeValue.fromN(Integer.toString(value)));
            return item;
        }

        private void put(String sort, int value) {
            client.putItem(put -> put.tableName(table).item(item(sort, value)));
        }

        private void delete(String sort) {
            client.deleteItem(delete -> delete.tableName(table).key(key(sort)));
        }

        /**
         * A conditional change with a mark. If the condition fails because of the writer's own earlier effect, the
         * change has taken effect.
         */
        private void change(String sort, int from, int to) {
            AttributeValue mark = AttributeValue.fromS(number + "/" + to);
            String condition = from == 0 ? "attribute_not_exists(v)" : "v = :from";
            Map<String, AttributeValue> values =
                    new HashMap<>(Map.of(":to", AttributeValue.fromN(Integer.toString(to)), ":mark", mark));
            if (from != 0) {
                values.put(":from", AttributeValue.fromN(Integer.toString(from)));
            }
            try {
                client.updateItem(update -> update.tableName(table)
                        .key(key(sort))
                        .updateExpression("SET v = :to, mark = :mark")
                        .conditionExpression(condition)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            } catch (ConditionalCheckFailedException e) {
                if (!mark.equals(e.item().get("mark"))) {
                    throw e;
                }
            }
        }

        private void putBatch(List<String> sorts, int value) {
            Map<String, List<WriteRequest>> left = Map.of(
                    table,
                    sorts.stream()
                            .map(sort -> WriteRequest.builder()
                                    .putRequest(PutRequest.builder()
                                            .item(item(sort, value))
                                            .build())
                                    .build())
                            .toList());
            while (!left.isEmpty()) {
                Map<String, List<WriteRequest>> requests = left;
                left = client.batchWriteItem(batch -> batch.requestItems(requests))
                        .unprocessedItems();
            }
        }

        /** A plain write of an item that transactions write. */
        private void touch(int i, int value) {
            client.updateItem(update -> update.tableName(table)
                    .key(counter(i))
                    .updateExpression("SET touched = :v")
                    .expressionAttributeValues(Map.of(":v", AttributeValue.fromN(Integer.toString(value)))));
        }

        /** Adds one to two of the counters in one transaction. */
        private void count(int one, int distance) {
            List<Integer> both = List.of(one, (one + distance) % COUNTERS);
            client.transactWriteItems(transaction -> transaction.transactItems(both.stream()
                    .map(i -> TransactWriteItem.builder()
                            .update(update -> update.tableName(table)
                                    .key(counter(i))
                                    .updateExpression("ADD n :one")
                                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
                            .build())
                    .toList()));
            both.forEach(counted::incrementAndGet);
        }
    }

    @Test
    void a_refused_condition_is_reported_at_once() {
        String table = DYNAMO_DB.create();
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none());
                var client = client(proxy.endpoint())) {
            assertThatThrownBy(() -> client.deleteItem(delete ->
                            delete.tableName(table).key(Writer.key("P#1")).conditionExpression("attribute_exists(pk)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThatThrownBy(() -> client.transactWriteItems(transaction ->
                            transaction.transactItems(TransactWriteItem.builder()
                                    .conditionCheck(check -> check.tableName(table)
                                            .key(Writer.key("P#1"))
                                            .conditionExpression("attribute_exists(pk)"))
                                    .build())))
                    .isInstanceOf(TransactionCanceledException.class);
            assertThat(proxy.meter().snapshot(1).requests()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(30)
    void a_request_that_is_always_refused_fails_after_at_most_twelve_attempts() {
        String table = DYNAMO_DB.create();
        try (var proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none().withThrottled(1));
                var client = client(proxy.endpoint())) {
            assertThatThrownBy(() -> client.getItem(get -> get.tableName(table).key(Writer.key("P#1"))))
                    .isInstanceOf(SdkException.class);
            assertThat(proxy.meter().snapshot(1).requests()).isBetween(2L, 12L);
        }
    }
}
