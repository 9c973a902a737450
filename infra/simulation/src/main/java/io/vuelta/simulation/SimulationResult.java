package io.vuelta.simulation;

import java.util.List;

/**
 * The result of one simulation.
 *
 * @param journal one line for each event; empty if no journal was kept
 */
public record SimulationResult(long seed, Tally tally, List<String> journal) {
    public SimulationResult {
        journal = List.copyOf(journal);
    }
}
