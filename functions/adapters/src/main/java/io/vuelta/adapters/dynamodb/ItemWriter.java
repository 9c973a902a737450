package io.vuelta.adapters.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds an item. Null values are left out. */
final class ItemWriter {
    private final Map<String, AttributeValue> item = new HashMap<>();

    ItemWriter(Keys keys) {
        put("pk", keys.pk());
        put("sk", keys.sk());
    }

    ItemWriter() {}

    ItemWriter put(String name, @Nullable String value) {
        if (value != null) {
            item.put(name, AttributeValue.fromS(value));
        }
        return this;
    }

    ItemWriter put(String name, long value) {
        item.put(name, AttributeValue.fromN(Long.toString(value)));
        return this;
    }

    /** Writes when the table's TTL may delete the item. */
    ItemWriter expires(Instant at) {
        return put(DynamoTable.EXPIRES_AT, at.getEpochSecond());
    }

    ItemWriter put(String name, boolean value) {
        item.put(name, AttributeValue.fromBool(value));
        return this;
    }

    ItemWriter put(String name, @Nullable Integer value) {
        return value == null ? this : put(name, value.longValue());
    }

    /** Writes an instant in ISO 8601, with its full precision. */
    ItemWriter put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    ItemWriter put(String name, @Nullable LocalDate value) {
        return put(name, value == null ? null : value.toString());
    }

    /** Writes a duration in ISO 8601. */
    ItemWriter put(String name, Duration value) {
        return put(name, value.toString());
    }

    ItemWriter put(String name, List<String> values) {
        item.put(
                name,
                AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
        return this;
    }

    ItemWriter put(String name, Map<String, String> values) {
        Map<String, AttributeValue> map = new HashMap<>();
        values.forEach((key, value) -> map.put(key, AttributeValue.fromS(value)));
        item.put(name, AttributeValue.fromM(map));
        return this;
    }

    ItemWriter putAll(String name, List<Map<String, AttributeValue>> items) {
        item.put(
                name,
                AttributeValue.fromL(items.stream().map(AttributeValue::fromM).toList()));
        return this;
    }

    ItemWriter put(String name, AttributeValue value) {
        item.put(name, value);
        return this;
    }

    ItemWriter putAll(Map<String, AttributeValue> attributes) {
        item.putAll(attributes);
        return this;
    }

    /** Writes a text; omitted if it is empty. */
    ItemWriter putText(String name, String value) {
        return value.isEmpty() ? this : put(name, value);
    }

    /** Writes a number; omitted if it is 0. */
    ItemWriter putCount(String name, long value) {
        return value == 0 ? this : put(name, value);
    }

    /** Writes a flag; omitted if it is false. */
    ItemWriter putFlag(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    /** Writes an instant as epoch milliseconds, rounded down. */
    ItemWriter putMillis(String name, @Nullable Instant value) {
        return value == null ? this : put(name, value.toEpochMilli());
    }

    /** Writes an instant as epoch milliseconds, rounded up: for events that must not happen earlier. */
    ItemWriter putMillisNotBefore(String name, @Nullable Instant value) {
        return value == null ? this : put(name, millisNotBefore(value));
    }

    /** Writes an instant as milliseconds since {@code base}. */
    ItemWriter putMillisAfter(String name, Instant base, @Nullable Instant value) {
        return value == null ? this : put(name, value.toEpochMilli() - base.toEpochMilli());
    }

    static long millisNotBefore(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(instant) ? millis + 1 : millis;
    }

    Map<String, AttributeValue> item() {
        return Map.copyOf(item);
    }
}
