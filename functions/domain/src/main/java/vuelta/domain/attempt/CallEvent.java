package vuelta.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a call. The provider's events are delivered at least once and in any order. */
public sealed interface CallEvent {
    /** When it happened. */
    Instant at();

    /** The provider took the call under its own id. */
    record Accepted(String providerId, Instant at) implements CallEvent {}

    /**
     * Surely not placed, and not the contact's fault: too fast, not reachable, or our credentials.
     *
     * @param until when the provider may be asked again
     */
    record NotPlaced(String reason, Instant until, Instant at) implements CallEvent {}

    /** The provider refused this very call for good. */
    record Rejected(String reason, Instant at) implements CallEvent {}

    /** The provider was asked and no answer came: it may have dialled. */
    record AnswerLost(String reason, Instant at) implements CallEvent {}

    /**
     * The provider says how far the call is.
     *
     * @param duration from answer to end, where it is over; null where not said
     * @param answeredBy null where not said
     */
    record Reported(
            String providerId,
            CallStatus status,
            @Nullable Duration duration,
            @Nullable AnsweredBy answeredBy,
            Instant at)
            implements CallEvent {}

    /** The provider's answering machine detection has come to a result. */
    record Detected(String providerId, AnsweredBy answeredBy, Instant at) implements CallEvent {}

    /** Asked, the provider has nothing further to say of the call's answerer. */
    record Undetected(Instant at) implements CallEvent {}

    /** Asked, the provider knows of no such call. */
    record NotKnown(Instant at) implements CallEvent {}
}
