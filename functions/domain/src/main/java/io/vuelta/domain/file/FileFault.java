package io.vuelta.domain.file;

/** Why nothing of a file can be loaded. */
public enum FileFault {
    /** The file is too large. */
    TOO_LARGE,
    /** The file is compressed, and cannot be unpacked. */
    BROKEN_GZIP,
    /** The file is not a text file. */
    NOT_TEXT,
    /** The file is a web page or XML. */
    NOT_CSV,
    /** The encoding of the file cannot be determined. */
    UNKNOWN_ENCODING,
    /** A quoted value has no closing quote. */
    UNCLOSED_QUOTE,
    /** The quotes of the header are invalid. */
    BROKEN_QUOTES,
    /** A row exceeds the maximum length. */
    ROW_TOO_LONG,
    /** The file has no rows below its header. */
    EMPTY_FILE,
    /** The file has too many rows. */
    TOO_MANY_ROWS,
    /** The file has too many columns. */
    TOO_MANY_COLUMNS,
    /** No column contains phone numbers. */
    NO_PHONE_COLUMN,
    /** Several columns may contain the phone number. */
    AMBIGUOUS_PHONE_COLUMN,
    /** The mapping names a column that the file does not have. */
    UNKNOWN_COLUMN,
    /** Two columns have the same name. */
    DOUBLED_COLUMN,
    /** The campaign is over and accepts no contacts. */
    CAMPAIGN_FINISHED,
    /** The campaign is archived and accepts no contacts. */
    CAMPAIGN_ARCHIVED,
    /** The file could not be loaded because of an error of Vuelta. */
    INTERNAL_ERROR
}
