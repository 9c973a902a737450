package vuelta.adapters.csv;

import java.util.ArrayList;
import java.util.List;

/** Finds out which character stands between the cells. */
final class Delimiters {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    /** Rows that are looked at: a report's title and date may stand above the names of the columns. */
    private static final int MOST_ROWS = 30;

    private Delimiters() {}

    /**
     * The delimiter that stands equally often in the most rows, outside quotes. Of several the one that stands more often
     * in the first row with any of them; else the first of comma, semicolon, tab and bar.
     *
     * @param text that begins with the file's first row
     * @param end of it
     */
    static char likeliest(char[] text, int end) {
        List<int[]> rows = counts(text, end);
        int[] first = rows.isEmpty() ? new int[DELIMITERS.length] : rows.getFirst();
        int best = 0;
        int bestRows = -1;
        for (int which = 0; which < DELIMITERS.length; which++) {
            int alike = rowsAlike(rows, which);
            if (alike > bestRows || (alike == bestRows && first[which] > first[best])) {
                best = which;
                bestRows = alike;
            }
        }
        return DELIMITERS[best];
    }

    /** How many rows have the number of this delimiter that most of the rows have which have any. */
    private static int rowsAlike(List<int[]> rows, int which) {
        int most = 0;
        for (int[] row : rows) {
            if (row[which] > 0) {
                int alike = 0;
                for (int[] other : rows) {
                    alike += other[which] == row[which] ? 1 : 0;
                }
                most = Math.max(most, alike);
            }
        }
        return most;
    }

    /** How often each delimiter stands in each of the first rows that have any and another character. */
    private static List<int[]> counts(char[] text, int end) {
        List<int[]> rows = new ArrayList<>();
        int[] row = new int[DELIMITERS.length];
        boolean named = false;
        boolean quoted = false;
        boolean begins = true;
        for (int at = 0; at < end && rows.size() < MOST_ROWS; at++) {
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
                row = new int[DELIMITERS.length];
                named = false;
                begins = true;
            } else {
                int which = which(c);
                if (which >= 0) {
                    row[which]++;
                }
                begins = which >= 0 || (begins && c == ' ');
                named |= which < 0 && !Character.isWhitespace(c);
            }
        }
        add(row, named, rows);
        return rows;
    }

    private static void add(int[] row, boolean named, List<int[]> rows) {
        boolean any = false;
        for (int count : row) {
            any |= count > 0;
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
