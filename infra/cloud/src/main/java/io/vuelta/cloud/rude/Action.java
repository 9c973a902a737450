package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a request on one item, or the range of items that it reads.
 *
 * @param index the index whose range is read; empty for the table
 * @param body the part of the request with the item or key and the expressions
 */
record Action(Type type, ItemKey key, String index, ObjectNode body, TableKeys keys) {
    /** The partition of an index, if the request does not contain it. */
    static final String UNKNOWN = "?";

    enum Type {
        PUT("Item"),
        UPDATE("Key"),
        DELETE("Key"),
        CHECK("Key"),
        GET("Key"),
        RANGE("");

        private final String keyField;

        Type(String keyField) {
            this.keyField = keyField;
        }
    }

    static Action ofItem(Type type, String table, ObjectNode body, TableKeys keys) {
        return new Action(type, keys.key(table, body.path(type.keyField)), "", body, keys);
    }

    /** A query or a scan. */
    static Action ofRange(String table, ObjectNode body, TableKeys keys) {
        String index = body.path("IndexName").asText();
        TableKeys.Names names = keys.indexes().getOrDefault(index, keys.table());
        var expressions = new Expressions(body);
        String condition = "KeyConditionExpression";
        String partition = expressions.value(condition, names.partition());
        String sort = names.sort().isEmpty() ? null : expressions.value(condition, names.sort());
        return new Action(
                Type.RANGE,
                new ItemKey(table, partition == null ? "" : partition, sort == null ? "" : sort),
                index,
                body,
                keys);
    }

    String kind() {
        return key.kind();
    }

    boolean writes() {
        return type != Type.GET && type != Type.RANGE;
    }

    boolean consistent() {
        return body.path("ConsistentRead").asBoolean();
    }

    /** Write units of the item in the request; 1 if the request does not have its size. */
    int writeUnits() {
        return type == Type.PUT ? ItemSize.writeUnits(ItemSize.of(body.path("Item"))) : 1;
    }

    /** Whether the write may change the item's entry in an index. */
    boolean concerns(TableKeys.Names index) {
        return switch (type) {
            case PUT -> body.path("Item").has(index.partition());
            case DELETE -> true;
            case UPDATE -> mentions(index.partition()) || mentions(index.sort());
            case CHECK, GET, RANGE -> false;
        };
    }

    private boolean mentions(String attribute) {
        return !attribute.isEmpty() && new Expressions(body).mentions("UpdateExpression", attribute);
    }

    /** The partition of the index that has the item after the write; empty if it has no entry or is unknown. */
    String partitionAfter(TableKeys.Names index, @Nullable JsonNode before) {
        return switch (type) {
            case PUT -> TableKeys.text(body.path("Item").path(index.partition()));
            case UPDATE -> {
                String set = new Expressions(body).value("UpdateExpression", index.partition());
                yield set != null
                        ? set
                        : before != null && !mentions(index.partition())
                                ? TableKeys.text(before.path(index.partition()))
                                : "";
            }
            case DELETE, CHECK, GET, RANGE -> "";
        };
    }
}
