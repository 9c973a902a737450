package io.vuelta.domain.attempt;

/**
 * The effect of an event on an attempt. Events may arrive twice, late and in any order, and the result must be the
 * same: an attempt only moves forward, and no known fact about it is removed.
 */
public final class AttemptRules {
    private AttemptRules() {}

    /** The result of an event. */
    public sealed interface Step {
        record MoveTo(Attempt next) implements Step {}

        record Ignore(Why why) implements Step {}
    }

    /** Why an event changes nothing. */
    public enum Why {
        /** Everything in the event is already known. */
        NOTHING_NEW,
        /** The event repeats what another event has reported, and is not stored. */
        KNOWN,
        /** The attempt is over, or has already passed the reported status. */
        TOO_LATE,
        /** The event concerns another call or message of the provider, or another kind of attempt. */
        ANOTHER
    }

    public static Step apply(Attempt attempt, AttemptEvent event) {
        Step step = switch (attempt) {
            case Call call ->
                event instanceof CallEvent ofCall ? CallRules.apply(call, ofCall) : new Step.Ignore(Why.ANOTHER);
            case Message message ->
                event instanceof MessageEvent ofMessage
                        ? MessageRules.apply(message, ofMessage)
                        : new Step.Ignore(Why.ANOTHER);
        };
        return switch (step) {
            case Step.MoveTo move -> new Step.MoveTo(move.next().withEvent(event.what(), event.at()));
            case Step.Ignore ignore ->
                event.byProvider() && ignore.why() != Why.ANOTHER && ignore.why() != Why.KNOWN
                        ? recordLateEvent(attempt, event, ignore)
                        : ignore;
        };
    }

    /** A late report of the provider changes nothing, but is stored in the attempt. */
    private static Step recordLateEvent(Attempt attempt, AttemptEvent event, Step.Ignore ignored) {
        Attempt noted = attempt.withEvent(event.what(), event.at());
        return noted.equals(attempt) ? ignored : new Step.MoveTo(noted);
    }
}
