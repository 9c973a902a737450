package io.vuelta.domain.window;

import java.time.Instant;

/**
 * The interval of a window in a time zone, half-open; an unlimited one reaches to {@link Instant#MIN} or {@link
 * Instant#MAX}.
 */
record Interval(Instant start, Instant stop) {
    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(stop);
    }

    boolean isEmpty() {
        return !start.isBefore(stop);
    }
}
