package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sizes of items and their cost in units, by AWS's published rules. */
final class ItemSize {
    private static final int WRITE_UNIT = 1024;
    private static final int READ_UNIT = 4096;
    private static final int NESTED = 3;

    private ItemSize() {}

    /** The bytes of an item in wire form: names and values. */
    static int of(JsonNode item) {
        int size = 0;
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            size += utf8(attribute.getKey()) + value(attribute.getValue());
        }
        return size;
    }

    private static int value(JsonNode typed) {
        Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
        JsonNode value = entry.getValue();
        return switch (entry.getKey()) {
            case "S" -> utf8(value.asText());
            case "N" -> number(value.asText());
            case "B" -> binary(value.asText());
            case "SS" -> sum(value, ItemSize::utf8);
            case "NS" -> sum(value, ItemSize::number);
            case "BS" -> sum(value, ItemSize::binary);
            case "L" -> {
                int size = NESTED;
                for (JsonNode element : value) {
                    size += 1 + value(element);
                }
                yield size;
            }
            case "M" -> NESTED + value.size() + of(value);
            default -> 1;
        };
    }

    private interface Measure {
        int of(String text);
    }

    private static int sum(JsonNode values, Measure measure) {
        int size = 0;
        for (JsonNode value : values) {
            size += measure.of(value.asText());
        }
        return size;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** One byte for two significant digits, plus one byte; one more for a sign. */
    private static int number(String text) {
        String digits = text.replaceAll("[eE].*|[-+.]", "").replaceAll("^0+|0+$", "");
        return 1 + (digits.length() + 1) / 2 + (text.startsWith("-") ? 1 : 0);
    }

    private static int binary(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - padding;
    }

    /** Write units for this number of bytes; at least 1. */
    static int writeUnits(int bytes) {
        return Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT));
    }

    /** Read units for this number of bytes; at least 1. Half of that for an eventually consistent read. */
    static double readUnits(int bytes, boolean consistent) {
        int units = Math.max(1, Math.ceilDiv(bytes, READ_UNIT));
        return consistent ? units : units / 2.0;
    }
}
