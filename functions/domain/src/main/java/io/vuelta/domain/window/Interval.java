package io.vuelta.domain.window;

import java.time.Instant;

/** A window as it came about in a zone, half-open; without end it reaches to {@link Instant#MIN} or {@link Instant#MAX}. */
record Interval(Instant start, Instant stop) {
    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(stop);
    }

    boolean isEmpty() {
        return !start.isBefore(stop);
    }
}
