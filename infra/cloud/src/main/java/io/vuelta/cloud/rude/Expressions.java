package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a request's expressions the value that an attribute is set to or compared with; enough for the meter. */
record Expressions(JsonNode action) {
    private static final Pattern COMPARED =
            Pattern.compile("([#\\w]+)\\s*(?:=|<=|>=|<|>|\\bBETWEEN\\b)\\s*(:\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGINS =
            Pattern.compile("begins_with\\s*\\(\\s*([#\\w]+)\\s*,\\s*(:\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("[#\\w]+");

    /** Whether an expression names the attribute. */
    boolean mentions(String expression, String attribute) {
        Matcher word = WORD.matcher(action.path(expression).asText());
        while (word.find()) {
            if (name(word.group()).equals(attribute)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value that the attribute is compared with or set to, as text; null if the expression is not of a simple form.
     */
    @Nullable
    String value(String expression, String attribute) {
        for (Pattern pattern : new Pattern[] {COMPARED, BEGINS}) {
            Matcher found = pattern.matcher(action.path(expression).asText());
            while (found.find()) {
                if (name(found.group(1)).equals(attribute)) {
                    return TableKeys.text(
                            action.path("ExpressionAttributeValues").path(found.group(2)));
                }
            }
        }
        return null;
    }

    private String name(String word) {
        return word.startsWith("#")
                ? action.path("ExpressionAttributeNames").path(word).asText()
                : word;
    }
}
