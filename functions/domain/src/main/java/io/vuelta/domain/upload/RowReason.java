package io.vuelta.domain.upload;

/** The problems of a row that do not concern its number. */
public enum RowReason {
    /** The row is above the header and is ignored. */
    ABOVE_HEADER,
    /** The row has no number. */
    MISSING_CONTACT,
    /** An earlier row of the file is the same person. */
    DUPLICATE_IN_FILE,
    /** An earlier contact of the request is the same person. */
    DUPLICATE_IN_REQUEST,
    /** The campaign already has this person. */
    DUPLICATE_IN_CAMPAIGN,
    /** Characters that cannot be stored were replaced. */
    FORBIDDEN_CHARACTER,
    /** The value had a replacement character (U+FFFD) in place of a letter that another program lost; it was removed. */
    DAMAGED_CHARACTER,
    /** The name was a mark for a missing value, such as #N/A or NULL, and counts as empty. */
    MARK_OF_NO_VALUE,
    /** Quotes within a quoted value were written with a backslash and were read as quotes. */
    BACKSLASH_QUOTES,
    /** The quotes of the row are invalid, so its cells are unreliable. */
    BROKEN_QUOTES,
    /** The row has more cells than the file has columns. */
    MORE_CELLS_THAN_COLUMNS,
    /** The row has more text than a contact may have. */
    ROW_TOO_LONG,
    /** The variables of the contact are too long in total. */
    VARIABLES_TOO_LONG,
    /** A field of the contact has no name. */
    FIELD_WITHOUT_NAME,
    /** The voice does not exist. */
    UNKNOWN_VOICE,
    /** The agent does not have the tag; the contact is loaded without it. */
    UNKNOWN_TAG,
    /** The row could not be read because of an error of Vuelta. */
    UNREADABLE_ROW,
    /** The contact could not be read because of an error of Vuelta. */
    UNREADABLE_CONTACT,
    /** The campaign ended or was archived before the contact was added. */
    CAMPAIGN_FINISHED,
    /** The reason of the entry contained the delimiter, and its parts were joined. */
    DELIMITER_IN_REASON,
    /** The reason of the entry was too long and was cut. */
    REASON_CUT,
    /** The channel does not exist: the entry applies to all channels. */
    UNKNOWN_CHANNEL,
    /** The date is invalid: the entry is permanent. */
    UNREADABLE_DATE,
    /** The entry would have expired already. */
    EXPIRES_IN_THE_PAST
}
