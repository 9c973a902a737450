package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.util.Optional;

/**
 * The result of a request to a provider.
 *
 * @param event for a call: Accepted, NotPlaced, Rejected or AnswerLost; for a message: Taken, NotSent, Refused or
 *     AnswerLost
 * @param trouble an error that concerns more than this attempt; empty if there is none; its reason is that of the event
 */
public record PlacementResult(AttemptEvent event, Optional<ProviderTrouble.Wider> trouble) {
    public static PlacementResult of(AttemptEvent event) {
        return new PlacementResult(event, Optional.empty());
    }

    public static PlacementResult of(AttemptEvent event, ProviderTrouble.Wider trouble) {
        return new PlacementResult(event, Optional.of(trouble));
    }
}
