package io.vuelta.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The future events by their instant; at the same instant in the order of their insertion. */
final class Timeline {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private long order;

    /** One future event. */
    record Event(Instant at, long order, Runnable action) {}

    void put(Instant at, Runnable action) {
        events.add(new Event(at, order++, action));
    }

    /** The next event, without removing it; null if there is none. */
    @Nullable
    Event next() {
        return events.peek();
    }

    /** Removes and returns the next event; there must be one. */
    Event take() {
        return events.remove();
    }
}
