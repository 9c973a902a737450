package io.vuelta.domain.attempt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The status of a message; {@link #wire} is its name in the API and in exports. A later status replaces an earlier one.
 * A delivered message has not failed, even if a failure was reported before, and a refusal by the person is final.
 */
public enum MessageStatus {
    /** Stored before the request to the provider is sent. */
    CREATED(0),
    /**
     * The request was sent to the provider, and it is not yet known whether the provider sends the message: its answer
     * was lost, or it holds the message back.
     */
    UNKNOWN(1),
    /** The provider accepted the message. */
    SENT(2),
    FAILED(3),
    DELIVERED(4),
    READ(5),
    /** Answered by the person. */
    ACCEPTED(6),
    /** Refused by the person. */
    REJECTED(7);

    private final int rank;

    MessageStatus(int rank) {
        this.rank = rank;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MessageStatus> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst();
    }

    /** Whether the status may change to {@code next}: only forward. */
    boolean mayBecome(MessageStatus next) {
        return next.rank > rank;
    }
}
