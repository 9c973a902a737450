package io.vuelta.domain.pace;

import java.time.Instant;

/** Lets the caller wait. With virtual time, it advances the clock instead. */
public interface Sleeper {
    /** Returns at {@code instant}, or immediately if this is in the past. Throws if it is interrupted. */
    void until(Instant instant);
}
