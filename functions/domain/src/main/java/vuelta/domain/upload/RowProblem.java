package vuelta.domain.upload;

import java.util.Locale;

/**
 * What was wrong with a row, and what was done about it.
 *
 * @param line of the file on which the row begins, from 1
 * @param column its name in the file
 * @param value as it stands there, cut to 200 characters
 * @param reason a code such as {@code INVALID_PHONE_NUMBER}
 */
public record RowProblem(long line, String column, String value, String reason, Action action) {
    private static final int MOST_SHOWN = 200;

    public RowProblem {
        value = value.length() > MOST_SHOWN ? value.substring(0, cut(value)) : value;
    }

    /** Never within a surrogate pair: half of one cannot be written. */
    private static int cut(String value) {
        return Character.isHighSurrogate(value.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
    }

    /** What was done with the row. */
    public enum Action {
        /** Loaded after a repair. */
        REPAIRED,
        /** A duplicate: not loaded, nothing lost. */
        SKIPPED,
        /** A duplicate whose data was overwritten, as was asked for. */
        UPDATED,
        /** Not loaded. */
        REFUSED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
