package io.vuelta.handlers.api.http;

/** Maximum lengths of texts in requests, in characters. */
public final class Lengths {
    /** A name, or a label that people give. */
    public static final int MAX_NAME = 255;

    public static final int MAX_TAG = 255;
    public static final int MAX_ID = 128;

    /** A word of a fixed list, or another short value. */
    public static final int MAX_SHORT_TEXT = 64;

    public static final int MAX_URL = 2_000;

    /** A message to a person, or a variable of one. */
    public static final int MAX_MESSAGE = 2_000;

    private Lengths() {}
}
