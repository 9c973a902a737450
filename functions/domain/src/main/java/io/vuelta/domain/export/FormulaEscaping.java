package io.vuelta.domain.export;

import java.util.regex.Pattern;

/**
 * Escapes a text that a spreadsheet would run as a formula, by an apostrophe before it. The text itself shows whether
 * it is escaped, so the reader can undo it.
 */
public final class FormulaEscaping {
    /**
     * The beginnings of cells that spreadsheets run as formulas; some also accept the full-width forms. A number such
     * as +5255… or -3.5 is not a formula.
     */
    private static final Pattern FORMULA =
            Pattern.compile("[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

    private FormulaEscaping() {}

    /**
     * The text as it is written to a file. A text that already looks escaped gets another apostrophe; otherwise the
     * reader would remove its own.
     */
    public static String of(String text) {
        return wouldRun(text) ? "'" + text : text;
    }

    /** The text without the escaping; other text is unchanged. */
    public static String undone(String text) {
        return text.startsWith("'") && wouldRun(text) ? text.substring(1) : text;
    }

    /** Whether a spreadsheet would run the text, apart from the apostrophes before it. */
    private static boolean wouldRun(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) == '\'') {
            from++;
        }
        String bare = text.substring(from);
        return FORMULA.matcher(bare).matches() && !NUMBER.matcher(bare).matches();
    }
}
