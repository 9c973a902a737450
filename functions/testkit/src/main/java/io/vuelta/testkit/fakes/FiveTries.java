package io.vuelta.testkit.fakes;

import io.vuelta.domain.store.LostRaces;

/** A writer that loses a race tries again immediately; five tries in total. */
public final class FiveTries implements LostRaces {
    @Override
    public boolean tryAgain(int lost) {
        return lost < 5;
    }
}
