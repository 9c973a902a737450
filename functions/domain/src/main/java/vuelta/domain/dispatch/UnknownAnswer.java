package vuelta.domain.dispatch;

import java.util.Set;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.MessageEvent;

/** Which answers of a provider count as unknown, for {@link vuelta.domain.line.Outage} and for the campaign's breaker. */
public final class UnknownAnswer {
    /** The provider has answered, and keeps the message back itself: nothing is wrong with the connection to it. */
    public static final Set<String> KEPT_BACK = Set.of("HELD_FOR_QUALITY_ASSESSMENT", "PAUSED");

    private UnknownAnswer() {}

    /** Whether nobody can say, after this event of {@link Placing}, if the attempt was placed. */
    public static boolean is(AttemptEvent event) {
        return event instanceof CallEvent.AnswerLost
                || (event instanceof MessageEvent.AnswerLost lost && !KEPT_BACK.contains(lost.reason()));
    }
}
