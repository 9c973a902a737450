package io.vuelta.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for a fixed time. {@code -Dpatience=N} multiplies the limits, for a busy machine. */
public final class Await {
    private static final int PATIENCE = Integer.getInteger("patience", 1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long MIN_PAUSE = Duration.ofMillis(20).toNanos();
    private static final long MAX_PAUSE = Duration.ofSeconds(1).toNanos();

    private Await() {}

    /**
     * Waits for at most 30 s.
     *
     * @param what the condition in words, for the message of the error
     * @throws AssertionError if the condition does not become true
     */
    public static void until(String what, BooleanSupplier condition) {
        until(LIMIT, what, condition);
    }

    /**
     * Waits for at most {@code limit}.
     *
     * @param what the condition in words, for the message of the error
     * @throws AssertionError if the condition does not become true
     */
    public static void until(Duration limit, String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        Duration longest = limit.multipliedBy(PATIENCE);
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - begun;
            if (waited > longest.toNanos()) {
                throw new AssertionError("Not within " + longest + ": " + what);
            }
            // The pause is a tenth of the time so far: a condition that sends requests would slow the system under
            // test.
            LockSupport.parkNanos(Math.clamp(waited / 10, MIN_PAUSE, MAX_PAUSE));
        }
    }
}
