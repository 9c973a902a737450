package io.vuelta.domain.upload;

/** Why a column of a file is not stored. */
public enum DroppedColumnReason {
    /** An export has added the column. */
    COLUMN_OF_OUR_EXPORT,
    /** The column contains the result of a conversation. */
    TAG_OR_FIELD_OF_THE_AGENT,
    /** The column has no name. */
    COLUMN_WITHOUT_NAME
}
