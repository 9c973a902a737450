package vuelta.domain.dispatch;

import java.time.Instant;

/** Lets the caller wait. Where time is virtual, it is time that moves. */
public interface Pause {
    /** Returns at {@code instant}, or at once if that is past. Throws if it is interrupted. */
    void until(Instant instant);
}
