package io.vuelta.domain.wake;

import io.vuelta.domain.line.LineId;

/**
 * Wakes a line's pacer. Each wake-up is delivered at least once within seconds, in the order of its line; the pacer
 * makes one tick for all wake-ups that are delivered together.
 */
public interface Wakes {
    void send(Wake wake);

    default void wake(LineId line) {
        send(Wake.of(line));
    }
}
