package io.vuelta.domain.store;

import java.util.Optional;
import java.util.function.Supplier;

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

    /**
     * Tries a change until it wins its race, and returns its result.
     *
     * @param what the record that it writes, for the error
     * @param change returns empty if it has lost the race
     * @throws StoreBusy if there must be no other try
     */
    default <R> R untilWon(String what, Supplier<Optional<R>> change) {
        Optional<R> result = change.get();
        for (int lost = 1; result.isEmpty(); lost++) {
            if (!tryAgain(lost)) {
                throw StoreBusy.conflict(what);
            }
            result = change.get();
        }
        return result.get();
    }
}
