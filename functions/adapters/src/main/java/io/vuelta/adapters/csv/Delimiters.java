package io.vuelta.adapters.csv;

import java.util.ArrayList;
import java.util.List;

/** Finds the character that separates the cells. */
final class Delimiters {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    /** The index of the number of digits outside quotes in the counts of a row. */
    private static final int DIGITS = DELIMITERS.length;

    private static final int DIGITS_OF_A_NUMBER = 7;

    /** Maximum number of rows above the header. */
    private static final int MAX_ABOVE = 10;

    /** Maximum number of rows that are read: a report's title and date may be above the header. */
    private static final int MAX_ROWS = 30;

    private Delimiters() {}

    /**
     * The delimiter that is most frequent, outside quotes, in the first row with a delimiter; a comma if there is none.
     * If this row does not belong to the table, like a title or a date above it, the delimiter that is equally frequent
     * in all rows that follow.
     *
     * @param text the beginning of the file
     * @param end the number of characters
     */
    static char likeliest(char[] text, int end) {
        List<int[]> rows = counts(text, end);
        if (rows.isEmpty()) {
            return DELIMITERS[0];
        }
        int best = 0;
        for (int which = 1; which < DELIMITERS.length; which++) {
            best = rows.getFirst()[which] > rows.getFirst()[best] ? which : best;
        }
        if (tableBegins(rows, best) > 0) {
            for (int which = 0; which < DELIMITERS.length; which++) {
                int begins = tableBegins(rows, which);
                // A character that occurs once in each contact's text is not a delimiter: a header has no numbers, and
                // no other rows.
                if (begins < Math.min(MAX_ABOVE, rows.size() - 1)
                        && rows.get(begins)[DIGITS] < DIGITS_OF_A_NUMBER
                        && rows.get(begins)[best] == 0) {
                    return DELIMITERS[which];
                }
            }
        }
        return DELIMITERS[best];
    }

    /**
     * The first row from which all rows have the same number of this delimiter; the number of rows if the last has
     * none.
     */
    private static int tableBegins(List<int[]> rows, int which) {
        int count = rows.getLast()[which];
        int begins = rows.size();
        while (begins > 0 && count > 0 && rows.get(begins - 1)[which] == count) {
            begins--;
        }
        return begins;
    }

    /**
     * The frequency of each delimiter, and finally of digits, in each of the first rows that have a delimiter and
     * another character.
     */
    private static List<int[]> counts(char[] text, int end) {
        List<int[]> rows = new ArrayList<>();
        int[] row = new int[DELIMITERS.length + 1];
        boolean named = false;
        boolean quoted = false;
        boolean begins = true;
        for (int at = 0; at < end && rows.size() < MAX_ROWS; at++) {
            char c = text[at];
            if (quoted) {
                // A quote within a quoted cell is doubled.
                boolean twice = c == '"' && at + 1 < end && text[at + 1] == '"';
                at += twice ? 1 : 0;
                quoted = twice || c != '"';
            } else if (c == '"' && begins) {
                quoted = true;
                begins = false;
                named = true;
            } else if (c == '\n' || c == '\r') {
                add(row, named, rows);
                row = new int[DELIMITERS.length + 1];
                named = false;
                begins = true;
            } else {
                int which = which(c);
                if (which >= 0) {
                    row[which]++;
                }
                row[DIGITS] += c >= '0' && c <= '9' ? 1 : 0;
                begins = which >= 0 || (begins && c == ' ');
                named |= which < 0 && !Character.isWhitespace(c);
            }
        }
        add(row, named, rows);
        return rows;
    }

    private static void add(int[] row, boolean named, List<int[]> rows) {
        boolean any = false;
        for (int which = 0; which < DELIMITERS.length; which++) {
            any |= row[which] > 0;
        }
        if (named && any) {
            rows.add(row);
        }
    }

    private static int which(char c) {
        for (int which = 0; which < DELIMITERS.length; which++) {
            if (DELIMITERS[which] == c) {
                return which;
            }
        }
        return -1;
    }
}
