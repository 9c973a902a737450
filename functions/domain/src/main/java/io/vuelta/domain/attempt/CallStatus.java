package io.vuelta.domain.attempt;

import io.vuelta.domain.text.WireName;
import java.util.Locale;
import java.util.Optional;

/**
 * The status of a call; {@link #wire} is its name in the API and in exports. A later status replaces an earlier one.
 */
public enum CallStatus implements WireName {
    /** Stored before the request to the provider is sent. */
    CREATED(0),
    /** The request was sent to the provider, and its answer was lost: the provider may have dialled. */
    UNKNOWN(1),
    QUEUED(2),
    RINGING(3),
    IN_PROGRESS(4),
    FORWARDING(5),
    /** The call was answered, by a person or a machine, and is over. */
    ENDED(6),
    BUSY(6),
    NO_ANSWER(6),
    FAILED(6);

    private final int rank;

    CallStatus(int rank) {
        this.rank = rank;
    }

    @Override
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CallStatus> ofWire(String wire) {
        return WireName.find(values(), wire);
    }

    public boolean isOver() {
        return rank == FAILED.rank;
    }

    /** Whether the status may change to {@code next}: only forward, and never from a final status. */
    boolean mayBecome(CallStatus next) {
        return next.rank > rank;
    }
}
