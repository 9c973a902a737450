package io.vuelta.handlers.runtime;

import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.StoreBusy;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits for a random time of up to 20 ms after the first lost race, and up to twice as long after each further one, up
 * to a second. With these waits, sixty simultaneous updates of one record all succeed.
 */
public final class RandomWaits implements LostRaces {
    /** All waits together last 20 s at most and 10 s on average; the API's function may run for 29 s. */
    private static final int MAX_WAITS = 25;

    private static final int FIRST_MILLIS = 20;
    private static final int MAX_MILLIS = 1_000;

    /** More doublings would exceed {@link #MAX_MILLIS}. */
    private static final int MAX_DOUBLINGS = 6;

    @Override
    public boolean tryAgain(int lost) {
        if (lost > MAX_WAITS) {
            return false;
        }
        int most = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(lost - 1, MAX_DOUBLINGS));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(most) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreBusy("interrupted while waiting to write again", e);
        }
        return true;
    }
}
