package io.vuelta.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is going to happen, by its instant; of the same instant in the order in which it was put in. */
final class Timeline {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private long order;

    /** One thing that is going to happen. */
    record Event(Instant at, long order, Runnable action) {}

    void put(Instant at, Runnable action) {
        events.add(new Event(at, order++, action));
    }

    /** The next event, left where it is; null if nothing will ever happen again. */
    @Nullable
    Event next() {
        return events.peek();
    }

    /** Takes the next event; there must be one. */
    Event take() {
        return events.remove();
    }
}
