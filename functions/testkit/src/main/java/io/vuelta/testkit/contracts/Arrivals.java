package io.vuelta.testkit.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The messages that arrive at the far end of a port, of all that were sent into it. Behind a fake time is virtual and
 * passes at once; behind a real server it is waited for.
 */
public interface Arrivals<T> {
    /** Lets time pass until what has come is enough, or for {@code atMost}; returns all that has come. */
    List<Arrival<T>> await(Duration atMost, Predicate<List<Arrival<T>>> enough);

    /**
     * One delivery; the same may be delivered again.
     *
     * @param at by the clock of who sent it
     */
    record Arrival<T>(T what, Instant at) {}
}
