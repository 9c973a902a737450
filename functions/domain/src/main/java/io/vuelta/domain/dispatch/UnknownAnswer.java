package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.reason.TimelineCode;
import java.util.Set;

/**
 * Defines which answers of a provider count as unknown, for {@link io.vuelta.domain.line.Outage} and for the campaign's
 * breaker.
 */
public final class UnknownAnswer {
    /** Reasons for which the provider has answered and holds the message back: these are not connection errors. */
    public static final Set<String> KEPT_BACK =
            Set.of(TimelineCode.HELD_FOR_QUALITY_ASSESSMENT.name(), TimelineCode.PAUSED.name());

    private UnknownAnswer() {}

    /** Whether it is unknown, after this event of {@link PlacementResult}, if the attempt was placed. */
    public static boolean is(AttemptEvent event) {
        return event instanceof CallEvent.AnswerLost
                || (event instanceof MessageEvent.AnswerLost lost && !KEPT_BACK.contains(lost.reason()));
    }
}
