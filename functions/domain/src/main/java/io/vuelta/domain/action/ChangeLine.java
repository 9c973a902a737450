package io.vuelta.domain.action;

import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes a line. Its campaigns use the new values from the line's next slot on. */
public final class ChangeLine {
    private final Lines lines;
    private final Wakes wakes;
    private final LostRaces races;
    private final InstantSource clock;

    public ChangeLine(Lines lines, Wakes wakes, LostRaces races, InstantSource clock) {
        this.lines = lines;
        this.wakes = wakes;
        this.races = races;
        this.clock = clock;
    }

    /**
     * Applies the change to the stored line.
     *
     * @param change may be called several times
     * @return the line after the change; empty if it does not exist
     */
    public Optional<Line> change(LineId id, UnaryOperator<Line> change) {
        Optional<Line> before = lines.current(id);
        Optional<Line> after = lines.change(id, change);
        if (before.isPresent() && after.isPresent()) {
            if (before.get().ratePerSecond().compareTo(after.get().ratePerSecond()) != 0) {
                respace(before.get(), after.get());
            }
            wakes.wake(id);
        }
        return after;
    }

    /** Recalculates the next slot: with the old rate it may be up to an hour away. */
    private void respace(Line before, Line after) {
        int lost = 0;
        boolean done;
        do {
            LinePace pace = lines.pace(after.id());
            Instant next = pace.respaced(before, after, clock.instant());
            done = next == null || lines.reserve(pace, next, pace.capacity(), pace.outage());
        } while (!done && races.tryAgain(++lost));
    }
}
