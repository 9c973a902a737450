package io.vuelta.simulation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a simulation, one per line, for people. Kept only on request, because a journal makes a simulation
 * slower.
 */
public final class SimulationLog {
    private final List<String> lines = new ArrayList<>();
    private final InstantSource clock;
    private final boolean kept;

    private SimulationLog(InstantSource clock, boolean kept) {
        this.clock = clock;
        this.kept = kept;
    }

    static SimulationLog of(InstantSource clock, boolean kept) {
        return new SimulationLog(clock, kept);
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
