package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item by DynamoDB's published rules, in bytes: names and texts in UTF-8, a number has one byte for
 * every two significant digits plus one, a map or list has three bytes plus one for each of its elements.
 */
final class ItemSize {
    private static final int NESTING = 3;

    private ItemSize() {}

    static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> text(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> text(value.s());
            case N -> number(new BigDecimal(value.n()));
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case M -> NESTING + value.m().size() + of(value.m());
            case L ->
                NESTING
                        + value.l().size()
                        + value.l().stream().mapToInt(ItemSize::of).sum();
            case SS -> value.ss().stream().mapToInt(ItemSize::text).sum();
            case NS ->
                value.ns().stream().mapToInt(n -> number(new BigDecimal(n))).sum();
            case BS ->
                value.bs().stream()
                        .mapToInt(bytes -> bytes.asByteArrayUnsafe().length)
                        .sum();
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("not a type of attribute: " + value);
        };
    }

    private static int text(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static int number(BigDecimal value) {
        int digits = value.stripTrailingZeros().precision();
        return (digits + 1) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }
}
