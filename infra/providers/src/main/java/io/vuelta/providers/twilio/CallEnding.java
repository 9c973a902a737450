package io.vuelta.providers.twilio;

/** The end of a call, with its name in the log. */
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

    /** The name in the log; for an unanswered call, it is also Twilio's status. */
    public String code() {
        return code;
    }

    boolean answered() {
        return this == HUMAN || this == MACHINE;
    }
}
