package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.StoreBusy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Answers that DynamoDB Local never gives: it never leaves keys unprocessed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DynamoDoNotContactTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    /**
     * A table in which every requested number is listed, and that reads only a limited number of items in one request.
     */
    private static final class BusyTable implements DynamoDbClient {
        private final int most;
        private final List<Integer> asked = new ArrayList<>();

        BusyTable(int most) {
            this.most = most;
        }

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            KeysAndAttributes wanted =
                    request.requestItems().values().iterator().next();
            assertThat(wanted.consistentRead()).isFalse();
            List<Map<String, AttributeValue>> keys = wanted.keys();
            asked.add(keys.size());
            int read = Math.min(most, keys.size());
            BatchGetItemResponse.Builder answer = BatchGetItemResponse.builder()
                    .responses(Map.of(
                            "table",
                            keys.stream().limit(read).map(BusyTable::listed).toList()));
            return read == keys.size()
                    ? answer.build()
                    : answer.unprocessedKeys(Map.of(
                                    "table",
                                    KeysAndAttributes.builder()
                                            .keys(keys.subList(read, keys.size()))
                                            .build()))
                            .build();
        }

        private static Map<String, AttributeValue> listed(Map<String, AttributeValue> key) {
            return Map.of(
                    "pk", key.get("pk"),
                    "sk", key.get("sk"),
                    "scope_every",
                            AttributeValue.fromM(new ItemWriter()
                                    .put("reason", "asked to stop")
                                    .put("source", "api")
                                    .put("created_at", NOW)
                                    .item()));
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static List<PhoneNumber> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new PhoneNumber("+5255%08d".formatted(n)))
                .toList();
    }

    private static DynamoDoNotContact on(BusyTable table) {
        return new DynamoDoNotContact(new DynamoTable(table, "table"));
    }

    @Test
    void unprocessed_keys_are_requested_again() {
        BusyTable table = new BusyTable(40);

        assertThat(on(table).among(numbers(100), Channel.WHATSAPP, NOW)).containsOnlyKeys(numbers(100));
        assertThat(table.asked).containsExactly(100, 60, 20);
    }

    @Test
    void one_request_has_at_most_a_hundred_numbers_and_each_only_once() {
        BusyTable table = new BusyTable(100);
        List<PhoneNumber> twice = new ArrayList<>(numbers(101));
        twice.addAll(numbers(101));

        assertThat(on(table).among(twice, Channel.WHATSAPP, NOW)).hasSize(101);
        assertThat(table.asked).containsExactly(100, 1);
    }

    @Test
    void a_table_that_processes_no_keys_ends_as_busy_and_no_number_counts_as_unlisted() {
        BusyTable table = new BusyTable(0);

        assertThatThrownBy(() -> on(table).among(numbers(2), Channel.PHONE_CALL, NOW))
                .isInstanceOf(StoreBusy.class);
        assertThat(table.asked).hasSize(8);
    }

    @Test
    void numbers_are_spread_over_sixteen_partitions() {
        Map<String, Long> spread = numbers(1_600).stream()
                .collect(Collectors.groupingBy(
                        number -> Keys.doNotContact(IdentityKey.of(number)).pk(), Collectors.counting()));

        assertThat(spread).hasSize(16);
        assertThat(spread.values()).allSatisfy(count -> assertThat(count).isBetween(50L, 150L));
    }

    /** This must never change: stored entries are in these partitions. */
    @Test
    void a_number_is_always_in_the_same_partition() {
        assertThat(Keys.doNotContact(IdentityKey.of(new PhoneNumber("+525555551234"))))
                .isEqualTo(new Keys("DNC#a", "+525555551234"));
    }
}
