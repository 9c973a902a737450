package io.vuelta.cloud.rude;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an item.
 *
 * @param partition value of its partition key, as text
 * @param sort value of its sort key, as text; empty if the table has none
 */
public record ItemKey(String table, String partition, String sort) {
    private static final Pattern LETTERS = Pattern.compile("[A-Z_]+#?");
    private static final String ANY = "*";

    /** The kind of the item by the first letters of its key: see {@link #kind(String, String)}. */
    String kind() {
        return kind(partition, sort);
    }

    /**
     * The first letters of the sort key, e.g. {@code P#} or {@code PACING}; if the sort key does not begin with such
     * letters, those of the partition key and a star, e.g. {@code DNC#*}.
     */
    static String kind(String partition, String sort) {
        String letters = letters(sort);
        return letters.isEmpty() ? letters(partition) + ANY : letters;
    }

    private static String letters(String key) {
        Matcher matcher = LETTERS.matcher(key);
        return matcher.lookingAt()
                        && (matcher.end() == key.length() || matcher.group().endsWith("#"))
                ? matcher.group()
                : "";
    }
}
