package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes one field of a body invalid. */
final class BodyMutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TOO_MANY = 1_001;

    /** Values that are invalid in almost every field. */
    private static final List<JsonNode> STRANGE = List.of(
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(Long.MIN_VALUE),
            NODES.numberNode(new BigInteger("9".repeat(40))),
            NODES.numberNode(new BigDecimal("1e400")),
            NODES.numberNode(new BigDecimal("1e-400")),
            NODES.numberNode(new BigDecimal("1.5")),
            NODES.numberNode(Integer.MAX_VALUE),
            NODES.arrayNode(),
            NODES.arrayNode().add(NODES.nullNode()),
            NODES.arrayNode().add(NODES.arrayNode()),
            NODES.objectNode(),
            NODES.objectNode().put("", ""),
            TextNode.valueOf(""),
            TextNode.valueOf(" \u2003\n"),
            TextNode.valueOf("\u0000"),
            TextNode.valueOf("a\ud800"),
            TextNode.valueOf("\uffff"),
            TextNode.valueOf("\u202e\u200b😀"),
            TextNode.valueOf("ß"),
            TextNode.valueOf("NaN"),
            TextNode.valueOf("+999999999-12-31"),
            TextNode.valueOf("-999999999-01-01"),
            TextNode.valueOf("+999999999-12-31T23:59:59.999999999-18:00"),
            TextNode.valueOf("+400000000-01-01T00:00:00Z"),
            TextNode.valueOf("9999-12-31T23:59:59-18:00"),
            TextNode.valueOf("1970-01-01T00:00:00+18:00"),
            TextNode.valueOf("2026-02-30"),
            TextNode.valueOf("2026-03-08T02:30:00"),
            TextNode.valueOf("../../etc/passwd"),
            TextNode.valueOf("https://[::1"),
            TextNode.valueOf("http://exa mple/"),
            TextNode.valueOf("x".repeat(300)),
            TextNode.valueOf("x".repeat(20_000)),
            TextNode.valueOf("😀".repeat(200)));

    private final Random random;

    BodyMutations(Random random) {
        this.random = random;
    }

    /**
     * A body with one error.
     *
     * @param field the path of the changed field, without indexes; empty for the body itself
     * @param certain whether the value was replaced, so that only this field can be invalid
     */
    record Mutated(JsonNode body, String field, boolean certain) {}

    /** The position of a field: its object or list, and its name or index. */
    private record Place(JsonNode parent, String name, int index, String path) {}

    Mutated mutated(JsonNode valid) {
        JsonNode body = valid.deepCopy();
        List<Place> places = new ArrayList<>();
        collect(body, "", places);
        if (places.isEmpty() || random.nextInt(8) == 0) {
            return withUnknown(body);
        }
        Place place = places.get(random.nextInt(places.size()));
        if (random.nextInt(4) == 0 && place.parent() instanceof ObjectNode object) {
            if (random.nextBoolean()) {
                object.remove(place.name());
            } else {
                object.putNull(place.name());
            }
            return new Mutated(body, place.path(), false);
        }
        set(place, random.nextInt(12) == 0 ? tooMany() : STRANGE.get(random.nextInt(STRANGE.size())));
        return new Mutated(body, place.path(), true);
    }

    private static void set(Place place, JsonNode value) {
        switch (place.parent()) {
            case ObjectNode object -> object.set(place.name(), value);
            case ArrayNode array -> array.set(place.index(), value);
            default -> throw new IllegalStateException("a field is in an object or a list");
        }
    }

    private static ArrayNode tooMany() {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < TOO_MANY; i++) {
            list.add("t" + i);
        }
        return list;
    }

    /** Adds a field whose name is similar to a known one. */
    private Mutated withUnknown(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return new Mutated(body, "", false);
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String near = names.isEmpty() ? "nam" : names.get(random.nextInt(names.size()));
        String name = switch (random.nextInt(4)) {
            case 0 -> near + "s";
            case 1 -> near.substring(0, 1).toUpperCase(Locale.ROOT) + near.substring(1);
            case 2 -> near.replace("_", "") + "\u200b";
            default -> near.substring(1);
        };
        object.put(name, "x");
        return new Mutated(object, name, true);
    }

    private static void collect(JsonNode node, String path, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                places.add(new Place(object, field.getKey(), 0, inner));
                collect(field.getValue(), inner, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place(array, "", i, path));
                collect(array.get(i), path, places);
            }
        }
    }
}
