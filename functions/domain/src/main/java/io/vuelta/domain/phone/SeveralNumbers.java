package io.vuelta.domain.phone;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The numbers that a person wrote into one text: {@code 55 5555 1234 ::: 55 5555 1003}. */
public final class SeveralNumbers {
    /** A text with at least this number of digits may be a phone number. */
    private static final int MIN_DIGITS = 7;

    /** Separators of Google Contacts, of lists, of lines, and words such as "and" and "or". */
    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*(?::::|(?:;(?!\\s*(?:ext|isub)=)|[,/|&\\n\\r\\u2028]))\\s*|\\s+(?:y|o|u|e|ou|and|or)\\s+",
            Pattern.CASE_INSENSITIVE);

    private SeveralNumbers() {}

    /**
     * The parts of the text that may be phone numbers, each with its notes.
     *
     * @return no parts if fewer than two of them have enough digits
     */
    public static List<String> in(String text) {
        if (digits(text) < 2 * MIN_DIGITS) {
            // Most texts: no search for separators is necessary.
            return List.of();
        }
        List<String> parts = Arrays.stream(SEPARATOR.split(text))
                .map(String::strip)
                .filter(part -> digits(part) >= MIN_DIGITS)
                .toList();
        return parts.size() > 1 ? parts : List.of();
    }

    private static int digits(String text) {
        int digits = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            digits += Character.isDigit(text.codePointAt(at)) ? 1 : 0;
        }
        return digits;
    }
}
