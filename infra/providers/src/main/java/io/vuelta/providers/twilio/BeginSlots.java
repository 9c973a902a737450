package io.vuelta.providers.twilio;

import java.time.Duration;
import java.time.Instant;

/** The moments at which calls may begin, evenly spaced by the account's rate. Not for several threads at once. */
final class BeginSlots {

    private final Duration spacing;
    private Instant nextFree = Instant.MIN;

    BeginSlots(double callsPerSecond) {
        this.spacing = Duration.ofNanos((long) Math.ceil(1e9 / callsPerSecond));
    }

    /** Takes the first free moment from now on; a call canceled in the queue does not give its own back. */
    Instant take(Instant now) {
        Instant slot = nextFree.isAfter(now) ? nextFree : now;
        nextFree = slot.plus(spacing);
        return slot;
    }
}
