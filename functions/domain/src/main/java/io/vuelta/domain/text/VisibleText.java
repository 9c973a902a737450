package io.vuelta.domain.text;

import java.util.regex.Pattern;

/** Text in the form that people see: without invisible characters and surrounding spaces. */
public final class VisibleText {
    private static final char NO_BREAK_SPACE = '\u00a0';

    /** Invisible characters: of zero width, a byte order mark, direction marks. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\ufeff]");

    private VisibleText() {}

    /** The text without invisible characters and surrounding spaces. */
    public static String of(String text) {
        return trimmed(StorableText.storable(INVISIBLE.matcher(text).replaceAll("")));
    }

    /** The text without surrounding spaces, including non-breaking spaces. */
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
