package io.vuelta.domain.upload;

/** What was wrong with a row beside its number. */
public enum RowReason {
    /** The row is above the names of the columns and is ignored. */
    ABOVE_HEADER,
    /** The row has no number. */
    MISSING_CONTACT,
    /** An earlier row of the file has the same person. */
    DUPLICATE_IN_FILE,
    /** An earlier contact of the request is the same person. */
    DUPLICATE_IN_REQUEST,
    /** The campaign has this person already. */
    DUPLICATE_IN_CAMPAIGN,
    /** Characters that cannot be stored were replaced. */
    FORBIDDEN_CHARACTER,
    /** The quotes of the row are broken, so that its cells cannot be trusted. */
    BROKEN_QUOTES,
    /** The row has more cells than the file has columns. */
    MORE_CELLS_THAN_COLUMNS,
    /** The row has more text than a contact may have. */
    ROW_TOO_LONG,
    /** The variables of the contact are too long together. */
    VARIABLES_TOO_LONG,
    /** A field of the contact has no name. */
    FIELD_WITHOUT_NAME,
    /** There is no such voice. */
    UNKNOWN_VOICE,
    /** The row could not be read because of an error of Vuelta. */
    UNREADABLE_ROW,
    /** The contact could not be read because of an error of Vuelta. */
    UNREADABLE_CONTACT,
    /** The campaign ended before the contact was added. */
    CAMPAIGN_FINISHED,
    /** The reason of the entry had the delimiter in it and was put together again. */
    DELIMITER_IN_REASON,
    /** The reason of the entry was too long and was cut. */
    REASON_CUT,
    /** There is no such channel: the entry holds for all channels. */
    UNKNOWN_CHANNEL,
    /** The date cannot be read: the entry holds for good. */
    UNREADABLE_DATE,
    /** The entry would have expired already. */
    EXPIRES_IN_THE_PAST
}
