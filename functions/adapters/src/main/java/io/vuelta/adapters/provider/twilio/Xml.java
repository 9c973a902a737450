package io.vuelta.adapters.provider.twilio;

/** Escapes text for XML. */
final class Xml {
    private Xml() {}

    /** The text for use within a tag or between tags, without characters that XML does not allow. */
    static String escaped(String text) {
        return escaped(text, Integer.MAX_VALUE);
    }

    /** The text without characters that XML does not allow and without surrounding blanks. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().filter(Xml::isOfText).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Escapes the text and cuts it so that it has at most {@code max} characters. */
    static String escaped(String text, int max) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            String next = one(character);
            if (escaped.length() + next.length() > max) {
                break;
            }
            escaped.append(next);
        }
        return escaped.toString();
    }

    private static String one(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            // An XML parser converts these to spaces within a tag.
            case '\t' -> "&#9;";
            case '\n' -> "&#10;";
            case '\r' -> "&#13;";
            default -> isOfXml(character) ? Character.toString(character) : "";
        };
    }

    private static boolean isOfText(int character) {
        return isOfXml(character) || character == '\t' || character == '\n' || character == '\r';
    }

    private static boolean isOfXml(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
