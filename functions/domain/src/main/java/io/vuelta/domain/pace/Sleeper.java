package io.vuelta.domain.pace;

import java.time.Instant;

/** Lets the caller wait. Where time is virtual, it is time that moves. */
public interface Sleeper {
    /** Returns at {@code instant}, or at once if that is past. Throws if it is interrupted. */
    void until(Instant instant);
}
