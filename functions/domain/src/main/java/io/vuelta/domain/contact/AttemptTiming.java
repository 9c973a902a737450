package io.vuelta.domain.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a contact must be attempted next.
 *
 * @param due when the contact may be tried again (a retry, a follow-up, a silence, the end of a hold); null while an
 *     attempt is under way, and for a contact that has not been tried in this cycle, which the scan finds
 * @param since since when the next attempt, or the attempt under way, has been due
 * @param followUp when to attempt the contact again because a conversation requested it; null for none
 */
public record AttemptTiming(
        @Nullable Instant due, Instant since, @Nullable Instant followUp) {
    AttemptTiming due(@Nullable Instant at) {
        return new AttemptTiming(at, since, followUp);
    }

    AttemptTiming since(Instant at) {
        return new AttemptTiming(due, at, followUp);
    }

    AttemptTiming followUp(@Nullable Instant at) {
        return new AttemptTiming(due, since, at);
    }
}
