package io.vuelta.domain.text;

import java.util.regex.Pattern;

/** Text as people see it: without what cannot be seen, and without the spaces around it. */
public final class VisibleText {
    private static final char NO_BREAK_SPACE = '\u00a0';

    /** Invisible characters: of zero width, a byte order mark, direction marks. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\ufeff]");

    private VisibleText() {}

    /** The name of a column as people see it. */
    public static String of(String text) {
        return trimmed(StorableText.storable(INVISIBLE.matcher(text).replaceAll("")));
    }

    /** Without the spaces around it, those that do not break among them. */
    public static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == NO_BREAK_SPACE || Character.isWhitespace(c);
    }
}
