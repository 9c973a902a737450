package io.vuelta.testkit.fakes;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Schedules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps each line's schedule. */
public final class RecordingSchedules implements Schedules {
    private final Map<LineId, Instant> schedules = new HashMap<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on reports every {@code schedules.set} to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void set(LineId line, Instant at) {
        faults.before("schedules.set");
        synchronized (this) {
            schedules.put(line, at);
        }
        faults.after("schedules.set");
    }

    public synchronized Optional<Instant> of(LineId line) {
        return Optional.ofNullable(schedules.get(line));
    }

    /** Removes and returns the line's schedule, as if it had fired. */
    public synchronized Optional<Instant> take(LineId line) {
        return Optional.ofNullable(schedules.remove(line));
    }
}
