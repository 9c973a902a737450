package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the attempts of a contact: the latest claim, and the latest attempt that has begun.
 *
 * @param claim the claim while an attempt is about to begin or under way; otherwise null
 * @param place the place in the claim batch that claimed the contact last, also after the claim's end; null before the
 *     first claim
 * @param latest the current state of the latest attempt that has begun; null before the first
 */
public record AttemptProgress(
        @Nullable Claim claim,
        @Nullable Place place,
        @Nullable Attempt latest) {
    static final AttemptProgress NONE = new AttemptProgress(null, null, null);

    /** Whether attempt {@code number} is the one under way. */
    boolean isSending(int number) {
        return claim != null && claim.attempt() == number;
    }

    /** Whether the attempt under way has begun: the request may have been sent to the provider. */
    boolean hasBegun() {
        return claim != null && latest != null && latest.id().number() == claim.attempt();
    }

    /** Whether this place in a claim batch is held, with an attempt that is about to begin or under way. */
    boolean holds(Place in) {
        return claim != null && in.equals(place);
    }

    /** The latest attempt, if it has this number. */
    Optional<Attempt> attempt(int number) {
        return Optional.ofNullable(latest).filter(attempt -> attempt.id().number() == number);
    }

    /** Whether the person has answered the latest message. */
    boolean isAnswered() {
        return latest instanceof Message message && message.isAnswered();
    }

    AttemptProgress claim(@Nullable Claim as) {
        return new AttemptProgress(as, place, latest);
    }

    AttemptProgress place(@Nullable Place in) {
        return new AttemptProgress(claim, in, latest);
    }

    AttemptProgress latest(@Nullable Attempt as) {
        return new AttemptProgress(claim, place, as);
    }
}
