package vuelta.domain.wake;

import vuelta.domain.line.LineId;

/**
 * Wakes a line's pacer: it ticks at least once after this, within seconds. Reports are delivered at least once; wake-ups
 * that say no more than that, close together, may collapse into one.
 */
public interface Wakes {
    void send(Wake wake);

    default void wake(LineId line) {
        send(Wake.of(line));
    }
}
