package io.vuelta.console;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, not for a time. */
final class Await {
    private Await() {}

    /**
     * Checks until the condition holds.
     *
     * @param pause the time between two checks
     * @throws AssertionError with {@code what} if the condition does not hold within the limit
     */
    static void until(Duration limit, Duration pause, Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting for " + what.get());
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
