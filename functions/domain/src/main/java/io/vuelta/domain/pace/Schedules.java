package io.vuelta.domain.pace;

import io.vuelta.domain.line.LineId;
import java.time.Instant;

/** One schedule for each line, which wakes its pacer at an instant or up to a minute later. */
public interface Schedules {
    /** Replaces the line's schedule. */
    void set(LineId line, Instant at);
}
