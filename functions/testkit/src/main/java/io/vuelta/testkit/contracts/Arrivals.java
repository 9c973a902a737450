package io.vuelta.testkit.contracts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * The messages that arrive at the receiving end of a port. With a fake, time is virtual and passes immediately; with a
 * real server, the test waits.
 */
public interface Arrivals<T> {
    /**
     * Lets time pass until enough messages have arrived, or for {@code atMost}. Returns all messages that have arrived.
     */
    List<Arrival<T>> await(Duration atMost, Predicate<List<Arrival<T>>> enough);

    /** The clock of the sender, by which arrivals are recorded. */
    InstantSource clock();

    /**
     * One delivery; the same message may be delivered again.
     *
     * @param at when it arrived, by {@link #clock}
     */
    record Arrival<T>(T what, Instant at) {}
}
