package io.vuelta.domain.text;

/**
 * Text that every queue, table and file can store unchanged: without NUL, which makes a file binary; without U+FFFE and
 * U+FFFF, which SQS refuses; without halves of surrogate pairs, which no encoding can write.
 */
public final class StorableText {
    /** A description of the forbidden characters, for people. */
    public static final String FORBIDDEN = "the characters U+0000, U+FFFE, U+FFFF or half a surrogate pair";

    private StorableText() {}

    public static boolean isStorable(CharSequence text) {
        return firstForbidden(text, 0) == text.length();
    }

    /** The text without the characters that cannot be stored; the same text if it has none. */
    public static String storable(String text) {
        int at = firstForbidden(text, 0);
        if (at == text.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        while (at < text.length()) {
            kept.append(text, from, at);
            from = at + 1;
            at = firstForbidden(text, from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    /** The text for a text file: without control characters except tabs and line breaks. */
    public static String printable(String text) {
        String storable = storable(text);
        if (storable.chars().noneMatch(StorableText::isUnprintable)) {
            return storable;
        }
        StringBuilder kept = new StringBuilder(storable.length());
        storable.chars().filter(c -> !isUnprintable(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /** Whether the text may be a name: storable, and without any control character. */
    public static boolean isName(CharSequence text) {
        return isStorable(text) && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    }

    /** The first characters of the text, at most {@code most}, never half of a surrogate pair. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Position of the first character that cannot be stored; the text's length if there is none. */
    private static int firstForbidden(CharSequence text, int from) {
        int length = text.length();
        for (int at = from; at < length; at++) {
            char c = text.charAt(at);
            if (c == 0 || c >= '\ufffe') {
                return at;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && at + 1 < length
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!pair) {
                    return at;
                }
                at++;
            }
        }
        return length;
    }
}
