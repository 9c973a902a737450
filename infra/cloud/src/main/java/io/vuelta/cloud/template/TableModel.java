package io.vuelta.cloud.template;

import java.util.List;
import java.util.Optional;

/**
 * A table of the template.
 *
 * @param attributes the key attributes and their types (S, N, B)
 * @param timeToLive the attribute by which items expire, if any
 * @param stream whether its changes can be read, with the new and the old image of each item
 */
public record TableModel(
        String logicalId,
        String name,
        List<Attribute> attributes,
        List<Key> keys,
        List<Index> indexes,
        Optional<String> timeToLive,
        boolean stream) {
    public TableModel {
        attributes = List.copyOf(attributes);
        keys = List.copyOf(keys);
        indexes = List.copyOf(indexes);
    }

    /** A key attribute; type is S, N or B. */
    public record Attribute(String name, String type) {}

    /** An attribute's part in a key; type is HASH or RANGE. */
    public record Key(String attribute, String type) {}

    /** A global secondary index; projection is KEYS_ONLY, INCLUDE (then with these attributes) or ALL. */
    public record Index(String name, List<Key> keys, String projection, List<String> included) {
        public Index {
            keys = List.copyOf(keys);
            included = List.copyOf(included);
        }
    }
}
