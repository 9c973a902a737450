package io.vuelta.adapters.csv;

import java.util.ArrayList;
import java.util.List;

/** Finds the character that separates the cells. */
final class Delimiters {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    /** In a row's counts, how many digits it has, outside quotes. */
    private static final int DIGITS = DELIMITERS.length;

    private static final int DIGITS_OF_A_NUMBER = 7;

    /** Rows above the names of the columns. */
    private static final int MAX_ABOVE = 10;

    /** Rows that are read for this: a report's title and date may be above the names of the columns. */
    private static final int MAX_ROWS = 30;

    private Delimiters() {}

    /**
     * The delimiter that is most frequent in the first row that has any, outside quotes; else a comma. If that row does
     * not belong to the table, like titles and dates above it, the delimiter that is equally frequent in all rows that
     * follow.
     *
     * @param text that begins with the file's first row
     * @param end of it
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
                // A sign that stands once in each contact's text is no delimiter: a row of names has no number, and no
                // other.
                if (begins < Math.min(MAX_ABOVE, rows.size() - 1)
                        && rows.get(begins)[DIGITS] < DIGITS_OF_A_NUMBER
                        && rows.get(begins)[best] == 0) {
                    return DELIMITERS[which];
                }
            }
        }
        return DELIMITERS[best];
    }

    /** From which row on all rows have equally many of the delimiter; the number of rows if the last has none. */
    private static int tableBegins(List<int[]> rows, int which) {
        int count = rows.getLast()[which];
        int begins = rows.size();
        while (begins > 0 && count > 0 && rows.get(begins - 1)[which] == count) {
            begins--;
        }
        return begins;
    }

    /**
     * The frequency of each delimiter in each of the first rows that have any and another character; and last, digits.
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
                // A quote that is meant stands twice.
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
