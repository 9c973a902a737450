package io.vuelta.domain.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a contact is to be attempted next.
 *
 * @param due when the contact may be tried again (a retry, a follow-up, a silence, the end of a hold); null for a contact that has
 *     not been tried in this cycle, which the sweep finds, and while an attempt is under way
 * @param since from when on its next attempt has been due, or the one under way was
 * @param followUp when to be attempted again because a conversation said so; null for none
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
