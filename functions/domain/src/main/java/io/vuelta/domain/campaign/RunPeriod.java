package io.vuelta.domain.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a campaign runs.
 *
 * @param startAt not before this instant; null for at once
 * @param endAt no attempt begins from this instant on, and the campaign ends; null for never
 * @param alwaysOn whether it waits for contacts after all were attempted, until it is cancelled, archived or ended
 */
public record RunPeriod(@Nullable Instant startAt, @Nullable Instant endAt, boolean alwaysOn) {
    /** Whether no attempt may begin any more. */
    boolean isOver(Instant now) {
        return endAt != null && !now.isBefore(endAt);
    }

    /** For a copy: dates that have passed do not go over. */
    RunPeriod copied(Instant now) {
        return new RunPeriod(
                startAt == null || startAt.isBefore(now) ? null : startAt, isOver(now) ? null : endAt, alwaysOn);
    }
}
