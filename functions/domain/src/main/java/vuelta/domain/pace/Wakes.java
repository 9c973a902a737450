package vuelta.domain.pace;

import vuelta.domain.line.LineId;

/** Wakes a line's pacer: it ticks at least once after this, within seconds. Calls close together collapse into one. */
public interface Wakes {
    void wake(LineId line);
}
