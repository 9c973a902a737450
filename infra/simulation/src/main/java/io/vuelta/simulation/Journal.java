package io.vuelta.simulation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What happened, a line each, for people. Kept only where it is asked for: most simulations are fast and silent. */
public final class Journal {
    private final List<String> lines = new ArrayList<>();
    private final InstantSource clock;
    private final boolean kept;

    private Journal(InstantSource clock, boolean kept) {
        this.clock = clock;
        this.kept = kept;
    }

    static Journal of(InstantSource clock, boolean kept) {
        return new Journal(clock, kept);
    }

    boolean kept() {
        return kept;
    }

    void note(String what, Object of) {
        if (kept) {
            lines.add(clock.instant() + " " + what + " " + of);
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
