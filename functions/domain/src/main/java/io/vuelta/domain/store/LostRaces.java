package io.vuelta.domain.store;

/**
 * What a writer does that has lost a race against others for the same record: it waits for a short, random time, so that many
 * writers do not keep meeting, and tries again, a bounded number of times.
 */
public interface LostRaces {
    /**
     * Waits before the next try.
     *
     * @param lost races lost so far; at least 1
     * @return false, at once, if there is to be no other try
     */
    boolean tryAgain(int lost);
}
