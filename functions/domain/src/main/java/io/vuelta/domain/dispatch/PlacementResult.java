package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.line.LinePace;
import java.util.Optional;

/**
 * What came of asking a provider.
 *
 * @param event of a call: Accepted, NotPlaced, Rejected or AnswerLost; of a message: Taken, NotSent, Refused or AnswerLost
 * @param widerEffect what the answer says of more than this attempt, if anything
 */
public record PlacementResult(AttemptEvent event, Optional<WiderEffect> widerEffect) {
    public static PlacementResult of(AttemptEvent event) {
        return new PlacementResult(event, Optional.empty());
    }

    /** What an answer says of more than its attempt. */
    public sealed interface WiderEffect {
        /** The whole line had better keep still, until the event's {@code until}. */
        record BlockLine(LinePace.Block why) implements WiderEffect {}

        /**
         * The account, the credentials or the number is out of order: the campaign pauses itself.
         *
         * @param reason the provider's code
         */
        record AccountUnusable(String reason) implements WiderEffect {}

        /**
         * The template is paused or disabled: the campaign sends its alternative for a while, or pauses itself.
         *
         * @param reason the provider's code
         */
        record TemplateUnusable(String reason) implements WiderEffect {}
    }
}
