package io.vuelta.simulation;

import java.util.List;

/**
 * The result of one simulation.
 *
 * @param journal a line each for what happened; empty if none was kept
 */
public record Report(long seed, Tally tally, List<String> journal) {
    public Report {
        journal = List.copyOf(journal);
    }
}
