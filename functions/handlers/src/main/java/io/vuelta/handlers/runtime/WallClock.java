package io.vuelta.handlers.runtime;

import io.vuelta.domain.pace.Sleeper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Time as it passes, in milliseconds, and waiting for it. The only place of the functions that asks for it. */
public final class WallClock implements InstantSource, Sleeper {
    /** SQS delays by whole seconds; a longer rest than this is an error. */
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
