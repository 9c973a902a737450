package io.vuelta.handlers.runtime;

import io.vuelta.domain.pace.Sleeper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The system clock, in milliseconds, and waiting. No other code of the functions reads the system clock. */
public final class WallClock implements InstantSource, Sleeper {
    /** Maximum wait: SQS delays messages by whole seconds, so a longer remaining wait is an error. */
    private static final long MAX_MILLIS = 10_000;

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void until(Instant instant) {
        long wait = instant.toEpochMilli() - millis();
        if (wait > MAX_MILLIS) {
            throw new IllegalStateException("delivered " + wait + " ms early; to be delivered again");
        }
        if (wait > 0) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for its instant", e);
            }
        }
    }
}
