package io.vuelta.domain.upload;

import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.text.WireName;

/**
 * A problem of a row, and how the row was handled.
 *
 * @param line the line of the file on which the row begins, from 1
 * @param column the name of the column in the file, cut to 200 characters
 * @param value the value in the file, cut to 200 characters
 * @param reason a code such as {@code INVALID_PHONE_NUMBER}
 */
public record RowProblem(long line, String column, String value, String reason, Action action) {
    private static final int MAX_SHOWN = 200;

    public RowProblem {
        column = StorableText.cut(column, MAX_SHOWN);
        value = StorableText.cut(value, MAX_SHOWN);
    }

    /** The problem without data of the file. */
    public RowProblem erased() {
        return new RowProblem(line, column, "", reason, action);
    }

    /** How the row was handled. */
    public enum Action implements WireName {
        /** The row was loaded after a repair. */
        REPAIRED,
        /** The row was not loaded, and no data is lost: it is a duplicate, or is above the header. */
        SKIPPED,
        /** The row is a duplicate, and its data replaced that of the contact, as requested. */
        UPDATED,
        /** The row's data replaced that of the contact, and the contact is tried again, as requested. */
        REQUEUED,
        /** The row was not loaded. */
        REFUSED
    }
}
