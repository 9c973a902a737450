package vuelta.domain.pace;

import java.time.Instant;
import vuelta.domain.line.LineId;

/** One schedule a line, which wakes its pacer at an instant, or up to a minute later. */
public interface Schedules {
    /** Replaces the line's schedule. */
    void set(LineId line, Instant at);
}
