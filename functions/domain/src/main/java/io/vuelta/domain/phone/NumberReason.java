package io.vuelta.domain.phone;

/** Why a number was repaired or refused, as a row shows it. */
public enum NumberReason {
    /** Repaired: a number of an old numbering plan was read as what it has become. */
    RETIRED_PREFIX,
    /** Repaired: an Argentine number had both 9 and 15 or 0. */
    DOUBLE_PREFIX,
    /** Repaired: the number began with another region's prefix for calls abroad. */
    INTERNATIONAL_PREFIX,
    /** Repaired: text after the number was left out. */
    NOTE,
    /** Repaired: of several numbers in one cell the first valid one was taken. */
    SEVERAL_NUMBERS,
    /** Repaired: what a spreadsheet had added to the number was left out. */
    SPREADSHEET_MARKS,
    /** Repaired: full-width digits were read as digits. */
    FULL_WIDTH_DIGITS,
    /** Repaired: digits of another script were read as digits. */
    FOREIGN_DIGITS,
    /** Refused: it is no valid number. */
    INVALID_PHONE_NUMBER,
    /** Refused: calls to the number cost extra. */
    PREMIUM_RATE,
    /** Refused: a spreadsheet has rounded the number. */
    LOST_DIGITS,
    /** Refused: the number has an extension, which cannot be dialled. */
    EXTENSION
}
