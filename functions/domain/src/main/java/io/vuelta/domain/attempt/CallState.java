package io.vuelta.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a call.
 *
 * @param providerId the provider's id of the call; null while not known
 * @param answeredBy null while not known
 * @param startedAt the instant of the answer that the provider reported; null if no event reports an answer
 * @param endedAt null while it is not over
 * @param duration from answer to end
 * @param error why it failed, as a code; null if it did not
 * @param notPlacedUntil when the provider may be asked again; null but for a call that was surely not placed
 */
public record CallState(
        CallStatus status,
        @Nullable String providerId,
        @Nullable AnsweredBy answeredBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Duration duration,
        @Nullable String error,
        @Nullable Instant notPlacedUntil) {
    /** A machine is billed for this long at the most. */
    static final Duration MACHINE_BILLED = Duration.ofSeconds(5);

    /** The provider has not been asked yet, as far as the record says. */
    static final CallState CREATED =
            new CallState(CallStatus.CREATED, null, null, null, null, Duration.ZERO, null, null);

    /** Whether the provider may have been asked and it is unknown whether it placed the call. */
    public boolean isUnanswered() {
        return status == CallStatus.CREATED || status == CallStatus.UNKNOWN;
    }

    /** The billed duration: all of it for a human or unknown answerer, at most 5 s for a machine. */
    public Duration billed() {
        return answeredBy == AnsweredBy.MACHINE && duration.compareTo(MACHINE_BILLED) > 0 ? MACHINE_BILLED : duration;
    }

    /** When it was answered: as reported, else its end minus its duration; empty if it was not answered. */
    public Optional<Instant> answeredAt() {
        if (startedAt != null) {
            return Optional.of(startedAt);
        }
        return status == CallStatus.ENDED && endedAt != null ? Optional.of(endedAt.minus(duration)) : Optional.empty();
    }

    /** Empty while it is under way, or over but for the word on who answered. */
    Optional<Outcome> outcome() {
        return switch (status) {
            case CREATED, UNKNOWN, QUEUED, RINGING, IN_PROGRESS, FORWARDING -> Optional.empty();
            case BUSY -> Optional.of(new Outcome.Unreached("BUSY", Duration.ZERO));
            case NO_ANSWER -> Optional.of(new Outcome.Unreached("NO_ANSWER", Duration.ZERO));
            case FAILED -> Optional.of(failure());
            case ENDED -> ended();
        };
    }

    private Outcome failure() {
        String reason = error == null ? "CALL_FAILED" : error;
        if (notPlacedUntil != null) {
            return new Outcome.NotPlaced(reason, notPlacedUntil);
        }
        return switch (CallError.of(reason)) {
            case NOT_IN_SERVICE -> new Outcome.Refused(reason);
            case DECLINED -> new Outcome.Unreached(reason, Duration.ZERO);
            case NO_PLACE, ACCOUNT, TECHNICAL -> new Outcome.TechnicalFailure(reason);
        };
    }

    private Optional<Outcome> ended() {
        if (answeredBy == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (answeredBy) {
                    case MACHINE -> new Outcome.Voicemail(billed());
                    case HUMAN, UNKNOWN -> new Outcome.Answered(billed());
                });
    }

    CallState moved(CallStatus to, @Nullable String why) {
        return new CallState(to, providerId, answeredBy, startedAt, endedAt, duration, why, notPlacedUntil);
    }

    CallState started(Instant at) {
        return new CallState(status, providerId, answeredBy, at, endedAt, duration, error, notPlacedUntil);
    }

    CallState known(@Nullable String id, @Nullable AnsweredBy by) {
        return new CallState(status, id, by, startedAt, endedAt, duration, error, notPlacedUntil);
    }
}
