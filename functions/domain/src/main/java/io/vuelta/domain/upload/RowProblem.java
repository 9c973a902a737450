package io.vuelta.domain.upload;

import io.vuelta.domain.text.StorableText;
import java.util.Locale;

/**
 * A problem of a row, and how the row was handled.
 *
 * @param line of the file on which the row begins, from 1
 * @param column its name in the file, cut to 200 characters
 * @param value as it is there, cut to 200 characters
 * @param reason a code such as {@code INVALID_PHONE_NUMBER}
 */
public record RowProblem(long line, String column, String value, String reason, Action action) {
    private static final int MAX_SHOWN = 200;

    public RowProblem {
        column = StorableText.cut(column, MAX_SHOWN);
        value = StorableText.cut(value, MAX_SHOWN);
    }

    /** Without what stood in the file. */
    public RowProblem erased() {
        return new RowProblem(line, column, "", reason, action);
    }

    /** How the row was handled. */
    public enum Action {
        /** Loaded after a repair. */
        REPAIRED,
        /** Not loaded, and nothing is lost: a duplicate, or a row above the names of the columns. */
        SKIPPED,
        /** A duplicate whose data was overwritten, as was asked for. */
        UPDATED,
        /** The data was overwritten, and the contact is tried again, as requested. */
        REQUEUED,
        /** Not loaded. */
        REFUSED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
