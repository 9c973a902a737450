package io.vuelta.domain.phone;

/** Why a number was repaired or refused, as a row shows it. */
public enum NumberReason {
    /** Repaired: a number of an old numbering plan was converted to the present plan. */
    RETIRED_PREFIX,
    /** Repaired: an Argentine number had both 9 and 15 or 0. */
    DOUBLE_PREFIX,
    /** Repaired: the number began with another region's prefix for calls abroad. */
    INTERNATIONAL_PREFIX,
    /** Repaired: text after the number was removed. */
    NOTE,
    /** Repaired: the cell has several numbers. A contact gets the first valid one, the do-not-contact list all. */
    SEVERAL_NUMBERS,
    /** Repaired: characters that a spreadsheet had added to the value were removed. */
    SPREADSHEET_MARKS,
    /** Repaired: full-width digits were converted to digits. */
    FULL_WIDTH_DIGITS,
    /** Repaired: digits of another script were converted to digits. */
    FOREIGN_DIGITS,
    /** Refused: the value is not a valid phone number. */
    INVALID_PHONE_NUMBER,
    /** Refused: calls to the number cost extra. */
    PREMIUM_RATE,
    /** Refused: a spreadsheet has rounded the number. */
    LOST_DIGITS,
    /** Refused: the number has an extension, which cannot be dialled. */
    EXTENSION
}
