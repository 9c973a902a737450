package io.vuelta.providers.twilio;

/** How a call ended, in the words of the log. */
public enum CallEnding {
    HUMAN("human"),
    MACHINE("machine"),
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    FAILED("failed"),
    /** Hung up by the API before anyone answered. */
    CANCELED("canceled");

    private final String code;

    CallEnding(String code) {
        this.code = code;
    }

    /** The word in the log and, for a call nobody answered, Twilio's status. */
    public String code() {
        return code;
    }

    boolean answered() {
        return this == HUMAN || this == MACHINE;
    }
}
