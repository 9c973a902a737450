package io.vuelta.domain.store;

/**
 * Waits and counts for a writer that has lost a race against others for the same record. It waits for a short, random
 * time, so that many writers do not conflict again, and tries again, a limited number of times.
 */
public interface LostRaces {
    /**
     * Waits before the next try.
     *
     * @param lost races lost so far; at least 1
     * @return false, without waiting, if there must be no other try
     */
    boolean tryAgain(int lost);
}
