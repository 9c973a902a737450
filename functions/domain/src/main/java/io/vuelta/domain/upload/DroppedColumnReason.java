package io.vuelta.domain.upload;

/** Why a column of a file is not kept. */
public enum DroppedColumnReason {
    /** An export has added the column. */
    COLUMN_OF_OUR_EXPORT,
    /** The column holds what a conversation has brought. */
    TAG_OR_FIELD_OF_THE_AGENT,
    /** The column has no name. */
    COLUMN_WITHOUT_NAME
}
