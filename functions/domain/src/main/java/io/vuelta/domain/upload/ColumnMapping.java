package io.vuelta.domain.upload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a contact file that fill the fields of a contact.
 *
 * @param columns the names of columns by the field that they fill, such as {@link #PHONE_NUMBER}; at least one for each
 *     field in the map. If several columns may have the number, the first with a valid one is used in each row; several
 *     for the name or for the tags are joined
 */
public record ColumnMapping(Map<String, List<String>> columns) {
    public static final String PHONE_NUMBER = "phone_number";
    public static final String CONTACT_NAME = "contact_name";
    public static final String CONTEXT = "context";
    public static final String ID = "id";
    public static final String AGENT_NAME = "override_agent_name";
    public static final String AGENT_VOICE = "override_agent_voice_id";
    public static final String TAGS = "tags";

    /** All fields, in the order in which they are shown. */
    public static final List<String> FIELDS =
            List.of(PHONE_NUMBER, CONTACT_NAME, CONTEXT, ID, AGENT_NAME, AGENT_VOICE, TAGS);

    /** An empty mapping: the columns are recognised by their names. */
    public static final ColumnMapping NONE = new ColumnMapping(Map.of());

    public ColumnMapping {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        for (String field : FIELDS) {
            List<String> names = columns.getOrDefault(field, List.of());
            if (!names.isEmpty()) {
                ordered.put(field, List.copyOf(names));
            }
        }
        if (ordered.size() < columns.size()) {
            throw new IllegalArgumentException("a field has no columns, or is none of " + FIELDS + ": " + columns);
        }
        columns = Collections.unmodifiableMap(ordered);
    }

    /** The columns of the field; empty if there are none. */
    public List<String> of(String field) {
        return columns.getOrDefault(field, List.of());
    }
}
