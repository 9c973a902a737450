package io.vuelta.adapters.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads an item. A missing required attribute is an error, which names the attribute and the item. */
record ItemReader(Map<String, AttributeValue> item) {
    String text(String name) {
        String value = textOrNull(name);
        if (value == null) {
            throw new IllegalStateException("item " + item.get("pk") + " / " + item.get("sk") + " has no " + name);
        }
        return value;
    }

    @Nullable
    String textOrNull(String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    /** The number; 0 if it is absent. */
    long number(String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    int integer(String name) {
        return Math.toIntExact(number(name));
    }

    @Nullable
    Integer integerOrNull(String name) {
        return item.containsKey(name) ? integer(name) : null;
    }

    boolean flag(String name) {
        AttributeValue value = item.get(name);
        return value != null && value.bool();
    }

    boolean has(String name) {
        return item.containsKey(name);
    }

    byte[] bytes(String name) {
        return Objects.requireNonNull(item.get(name), name).b().asByteArray();
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    @Nullable
    Instant instantOrNull(String name) {
        String value = textOrNull(name);
        return value == null ? null : Instant.parse(value);
    }

    /** Reads an instant that is stored as epoch milliseconds. */
    Instant millis(String name) {
        if (!item.containsKey(name)) {
            throw new IllegalStateException("item " + item.get("pk") + " / " + item.get("sk") + " has no " + name);
        }
        return Instant.ofEpochMilli(number(name));
    }

    @Nullable
    Instant millisOrNull(String name) {
        return item.containsKey(name) ? Instant.ofEpochMilli(number(name)) : null;
    }

    @Nullable
    Instant millisAfterOrNull(String name, Instant base) {
        return item.containsKey(name) ? base.plusMillis(number(name)) : null;
    }

    String textOrEmpty(String name) {
        String value = textOrNull(name);
        return value == null ? "" : value;
    }

    @Nullable
    AttributeValue attribute(String name) {
        return item.get(name);
    }

    @Nullable
    LocalDate dateOrNull(String name) {
        String value = textOrNull(name);
        return value == null ? null : LocalDate.parse(value);
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    @Nullable
    Duration durationOrNull(String name) {
        String value = textOrNull(name);
        return value == null ? null : Duration.parse(value);
    }

    List<String> texts(String name) {
        AttributeValue value = item.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new HashMap<>();
        AttributeValue value = item.get(name);
        if (value != null) {
            value.m().forEach((key, entry) -> map.put(key, entry.s()));
        }
        return map;
    }

    List<ItemReader> items(String name) {
        AttributeValue value = item.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(entry -> new ItemReader(entry.m())).toList();
    }
}
