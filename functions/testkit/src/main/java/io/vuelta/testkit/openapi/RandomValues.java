package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random values of a description's schemas. Most are valid; the description decides. */
final class RandomValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TEXT = 40;

    /** Keywords of a schema of whose parts one is used for a value. */
    private static final List<String> CHOICES = List.of("anyOf", "oneOf");

    /** Characters of every kind, some of which are not allowed in texts. */
    private static final List<String> CHARACTERS = List.of(
            "a", "Z", "7", " ", "ñ", "é", "ß", "İ", "漢", "ا", "😀", "👩‍👧", "\u200f", "\u00a0", "\u2028", "-", "_",
            ".", "%", "/", "\\", "\"", "'", "{name}", "{{", "=", "@", "+", ";", ",", "\t", "\n", "\u0001", "\u007f",
            "\ufeff");

    /** Every text with a pattern has one of these shapes. */
    private static final List<String> SHAPED = List.of(
            "2030-01-31T18:00:00-06:00",
            "2026-03-02T15:00:00Z",
            "2027-12-31T23:59Z",
            "9999-12-31T23:59:59.999Z",
            "2026-03-02",
            "2031-01-01",
            "+525555551234",
            "+5491123459105",
            "+14155552671",
            "MX",
            "br",
            "es_MX",
            "en",
            "09:00",
            "18:30",
            "00:00",
            "24:00",
            "https://example.com/a?b=c",
            "http://x.example",
            "vuelta/twilio",
            "vuelta/a.b-c",
            "PUT",
            "post",
            "Multipart",
            "evt_1",
            "iph_1",
            "C1",
            "0".repeat(64),
            "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
            "",
            "  ");

    private final ApiDescription description;
    private final Map<String, List<String>> known;
    private final Random random;

    /**
     * Generates values with this generator.
     *
     * @param known texts that are preferred for fields with this name
     */
    RandomValues(ApiDescription description, Map<String, List<String>> known, Random random) {
        this.description = description;
        this.known = known;
        this.random = random;
    }

    JsonNode value(JsonNode schema) {
        return value(schema, "", 0);
    }

    private JsonNode value(JsonNode schema, String name, int depth) {
        ObjectNode whole = flattened(schema);
        for (String choice : CHOICES) {
            if (whole.has(choice)) {
                JsonNode part = one(whole.path(choice).valueStream().toList());
                whole.remove(choice);
                return value(merged(whole, flattened(part)), name, depth);
            }
        }
        if (whole.has("const")) {
            return whole.path("const");
        }
        if (whole.has("enum")) {
            return one(whole.path("enum").valueStream().toList());
        }
        return switch (type(whole, depth)) {
            case "object" -> object(whole, depth);
            case "array" -> array(whole, name, depth);
            case "string" -> TextNode.valueOf(text(whole, name));
            case "integer" -> NODES.numberNode(integer(whole));
            case "number" -> NODES.numberNode(number(whole));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> one(List.of(NODES.numberNode(7), TextNode.valueOf(text(whole, name)), NODES.booleanNode(true)));
        };
    }

    /** The schema with its references and all of {@code allOf} merged; conditions are ignored. */
    ObjectNode flattened(JsonNode schema) {
        ObjectNode whole = NODES.objectNode();
        if (schema.has("$ref")) {
            whole = flattened(description.resolved(NODES.objectNode().set("$ref", schema.path("$ref"))));
        }
        for (JsonNode part : schema.path("allOf")) {
            whole = merged(whole, flattened(part));
        }
        ObjectNode own = schema instanceof ObjectNode given ? given.deepCopy() : NODES.objectNode();
        own.remove(List.of("$ref", "allOf"));
        ObjectNode all = merged(whole, own);
        if (all.has("then") && random.nextBoolean()) {
            return merged(all, flattened(all.path("then")));
        }
        return all.has("else") ? merged(all, flattened(all.path("else"))) : all;
    }

    private static ObjectNode merged(ObjectNode one, ObjectNode other) {
        ObjectNode all = one.deepCopy();
        other.properties().forEach(field -> {
            if (field.getKey().equals("properties") && all.has("properties")) {
                ObjectNode properties = (ObjectNode) all.path("properties");
                field.getValue()
                        .properties()
                        .forEach(property -> properties.set(property.getKey(), property.getValue()));
            } else if (field.getKey().equals("required") && all.has("required")) {
                field.getValue().forEach(((ArrayNode) all.path("required"))::add);
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return all;
    }

    private String type(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        List<String> types = type.valueStream().map(JsonNode::asText).toList();
        if (types.isEmpty()) {
            return schema.has("properties") && depth < MAX_DEPTH ? "object" : "";
        }
        boolean none = types.contains("null") && random.nextInt(6) == 0;
        return none
                ? "null"
                : one(types.stream().filter(each -> !each.equals("null")).toList());
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        int share = random.nextInt(1, 6);
        schema.path("properties").properties().forEach(property -> {
            boolean chosen = random.nextInt(5) < share - 1 && depth < MAX_DEPTH;
            if (required.contains(property.getKey()) || chosen) {
                object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
            }
        });
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject()) {
            for (String name : known.getOrDefault("*", List.of())) {
                object.set(name, value(more, name, depth + 1));
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = NODES.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int length = Math.min(least + random.nextInt(4), schema.path("maxItems").asInt(4));
        List<JsonNode> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            JsonNode item = value(schema.path("items"), name, depth + 1);
            if (!schema.path("uniqueItems").asBoolean() || !items.contains(item)) {
                items.add(item);
            }
        }
        return array.addAll(items);
    }

    private String text(JsonNode schema, String name) {
        List<String> preferred = known.getOrDefault(name, List.of());
        if (!preferred.isEmpty() && random.nextInt(8) > 0) {
            return one(preferred);
        }
        if (schema.has("pattern") || schema.has("format")) {
            JsonNode bounds = schema;
            List<String> fitting = SHAPED.stream()
                    .filter(text -> description.isValid(bounds, TextNode.valueOf(text)))
                    .toList();
            // A pattern that matches some plain texts only limits characters, so any such text is possible.
            if (!fitting.isEmpty() && (fitting.size() < 10 || random.nextBoolean())) {
                return one(fitting);
            }
        }
        int most = schema.path("maxLength").asInt(MAX_TEXT);
        int length = random.nextInt(20) == 0 ? most : random.nextInt(Math.min(most, MAX_TEXT) + 1);
        return text(length);
    }

    /** A text of at most {@code length} UTF-16 code units. */
    String text(int length) {
        if (length > MAX_TEXT) {
            return "x".repeat(length);
        }
        String text = IntStream.range(0, length).mapToObj(_ -> one(CHARACTERS)).collect(Collectors.joining());
        int end = Math.min(length, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private long integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(-3);
        long most = schema.path("maximum").asLong(1_000);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, most + 1);
        };
    }

    private BigDecimal number(JsonNode schema) {
        BigDecimal least = new BigDecimal(schema.path("minimum").asText("0.001"));
        BigDecimal most = new BigDecimal(schema.path("maximum").asText("1000"));
        return one(List.of(least, most, least.add(most).divide(BigDecimal.TWO), new BigDecimal("1.5"), BigDecimal.TEN));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
