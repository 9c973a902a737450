package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.util.Optional;

/**
 * The result of asking a provider.
 *
 * @param event of a call: Accepted, NotPlaced, Rejected or AnswerLost; of a message: Taken, NotSent, Refused or
 *     AnswerLost
 * @param trouble the trouble beyond this attempt that the answer reports; empty if none; its reason is the event's
 */
public record PlacementResult(AttemptEvent event, Optional<ProviderTrouble.Wider> trouble) {
    public static PlacementResult of(AttemptEvent event) {
        return new PlacementResult(event, Optional.empty());
    }

    public static PlacementResult of(AttemptEvent event, ProviderTrouble.Wider trouble) {
        return new PlacementResult(event, Optional.of(trouble));
    }
}
