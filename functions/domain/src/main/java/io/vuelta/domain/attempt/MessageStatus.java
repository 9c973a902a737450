package io.vuelta.domain.attempt;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/**
 * The status of a message; {@link #wire} is its name in the API and in exports. A later status replaces an earlier one.
 * A delivered message has not failed, even if a failure was reported before, and a refusal by the person is final.
 */
public enum MessageStatus implements WireName {
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

    public static Optional<MessageStatus> ofWire(String wire) {
        return WireName.find(values(), wire);
    }

    /** Whether the status may change to {@code next}: only forward. */
    boolean mayBecome(MessageStatus next) {
        return next.rank > rank;
    }
}
