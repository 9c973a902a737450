package vuelta.domain.dispatch;

import java.util.List;
import java.util.Optional;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.line.Line;
import vuelta.domain.line.LinePace;

/** A provider of calls. Neither method throws for what a provider or a network may do. */
public interface CallProvider {
    /**
     * Asks the provider to place a call, once: there is no second try in here, whatever happens. What cannot be known
     * comes back as {@link CallEvent.AnswerLost}.
     */
    Placing place(CallRequest request);

    /** Asks the provider what became of a call: by its id where we have it, else by numbers and time. */
    LookUp lookUp(Line line, Attempt attempt);

    /**
     * What came of asking.
     *
     * @param event Accepted, NotPlaced, Rejected or AnswerLost
     * @param block why the whole line had better keep still, if the answer says so; until the event's {@code until}
     */
    record Placing(CallEvent event, Optional<LinePace.Block> block) {}

    /** What the provider knows. */
    sealed interface LookUp {
        /**
         * It knows the call.
         *
         * @param events what it tells of it, in order; empty if nothing new
         */
        record Known(List<CallEvent> events) implements LookUp {
            public Known {
                events = List.copyOf(events);
            }
        }

        /** It has no such call. */
        record NotKnown() implements LookUp {}

        /** It could not be asked; another time. */
        record Unavailable(String reason) implements LookUp {}
    }
}
