package io.vuelta.adapters.csv;

/**
 * Quotes within quoted cells that have a backslash before them, as MySQL and PHP write them: {@code "Ana \"La Jefa\" Ruiz"}.
 * RFC 4180 writes such a quote twice.
 */
final class BackslashQuotes {
    private BackslashQuotes() {}

    /**
     * Whether the quotes of the text match only if a backslash escapes a quote.
     *
     * @param text the beginning of the file
     * @param end the number of characters
     * @param whole whether the file has no more characters
     */
    static boolean areIn(char[] text, int end, boolean whole, char delimiter) {
        return hasOne(text, end)
                && !match(text, end, whole, delimiter, false)
                && match(text, end, whole, delimiter, true);
    }

    /** Whether a backslash before this character belongs to it. */
    static boolean isEscaped(char c) {
        return c == '"' || c == '\\';
    }

    private static boolean hasOne(char[] text, int end) {
        for (int at = 1; at < end; at++) {
            if (text[at] == '"' && text[at - 1] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Whether a delimiter or a line end follows each closing quote. */
    private static boolean match(char[] text, int end, boolean whole, char delimiter, boolean escapes) {
        boolean begins = true;
        for (int at = 0; at < end; at++) {
            char c = text[at];
            if (c == '"' && begins) {
                at = afterQuote(text, at + 1, end, escapes);
                if (at >= end) {
                    return !whole || at == end;
                }
                if (!endsCell(text[at], delimiter)) {
                    return false;
                }
                begins = true;
            } else {
                begins = endsCell(c, delimiter) || (begins && c == ' ');
            }
        }
        return true;
    }

    /**
     * The index of the first character after the closing quote and the spaces that follow it; after the end of the
     * text, if there is no closing quote.
     */
    private static int afterQuote(char[] text, int from, int end, boolean escapes) {
        int at = from;
        while (at < end) {
            boolean pair = at + 1 < end
                    && ((text[at] == '"' && text[at + 1] == '"')
                            || (escapes && text[at] == '\\' && isEscaped(text[at + 1])));
            if (!pair && text[at] == '"') {
                at++;
                while (at < end && text[at] == ' ') {
                    at++;
                }
                return at;
            }
            at += pair ? 2 : 1;
        }
        return end + 1;
    }

    private static boolean endsCell(char c, char delimiter) {
        return c == delimiter || c == '\n' || c == '\r';
    }
}
