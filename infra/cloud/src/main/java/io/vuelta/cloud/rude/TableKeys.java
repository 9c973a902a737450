package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key attributes of a table and of its indexes.
 *
 * @param indexes name of a global secondary index to its keys
 */
record TableKeys(Names table, Map<String, Names> indexes) {
    TableKeys {
        indexes = Map.copyOf(indexes);
    }

    /** Names of the attributes; an empty sort key is none. */
    record Names(String partition, String sort) {
        static Names of(JsonNode schema) {
            String partition = "";
            String sort = "";
            for (JsonNode key : schema) {
                String name = key.path("AttributeName").asText();
                if (key.path("KeyType").asText().equals("HASH")) {
                    partition = name;
                } else {
                    sort = name;
                }
            }
            return new Names(partition, sort);
        }
    }

    /** Reads the answer of DescribeTable; null if it describes no table. */
    static @Nullable TableKeys of(JsonNode description) {
        JsonNode table = description.path("Table");
        if (!table.has("KeySchema")) {
            return null;
        }
        Map<String, Names> indexes = new HashMap<>();
        for (JsonNode index : table.path("GlobalSecondaryIndexes")) {
            indexes.put(index.path("IndexName").asText(), Names.of(index.path("KeySchema")));
        }
        return new TableKeys(Names.of(table.path("KeySchema")), indexes);
    }

    ItemKey key(String tableName, JsonNode attributes) {
        return new ItemKey(tableName, text(attributes.path(table.partition())), text(attributes.path(table.sort())));
    }

    /** The value of an attribute as text; empty if there is none. */
    static String text(JsonNode typed) {
        for (JsonNode value : typed) {
            return value.asText();
        }
        return "";
    }
}
