package io.vuelta.domain.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The period in which a campaign runs.
 *
 * @param startAt no attempt begins before this instant; null for no start time
 * @param endAt no attempt begins from this instant on, and the campaign ends; null for never
 * @param alwaysOn whether it waits for contacts after all were attempted, until it is cancelled, archived or ended
 */
public record RunPeriod(@Nullable Instant startAt, @Nullable Instant endAt, boolean alwaysOn) {
    /** Whether no further attempt may begin. */
    boolean isOver(Instant now) {
        return endAt != null && !now.isBefore(endAt);
    }

    /** The period for a copy: dates in the past are not copied. */
    RunPeriod copied(Instant now) {
        return new RunPeriod(
                startAt == null || startAt.isBefore(now) ? null : startAt, isOver(now) ? null : endAt, alwaysOn);
    }
}
