package io.vuelta.domain.attempt;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a call.
 *
 * @param providerId the provider's id of the call; null while unknown
 * @param answeredBy who answered; null while unknown
 * @param startedAt the instant of the answer that the provider reported; null if no event reports an answer
 * @param endedAt when the call ended; null before that
 * @param duration from answer to end
 * @param error why the call failed, as a code; null if it did not fail
 * @param notPlacedUntil when the request may be sent to the provider again; null except for a call that was surely not
 *     placed
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
    /** The maximum billed duration of a call that a machine answered. */
    static final Duration MACHINE_BILLED = Duration.ofSeconds(5);

    /** The request has not been sent to the provider yet, according to the record. */
    static final CallState CREATED =
            new CallState(CallStatus.CREATED, null, null, null, null, Duration.ZERO, null, null);

    /** Whether the request may have been sent to the provider, and it is unknown whether the call was placed. */
    public boolean isUnanswered() {
        return status == CallStatus.CREATED || status == CallStatus.UNKNOWN;
    }

    /** The billed duration: all of it for a human or unknown answerer, at most 5 s for a machine. */
    public Duration billed() {
        return answeredBy == AnsweredBy.MACHINE && duration.compareTo(MACHINE_BILLED) > 0 ? MACHINE_BILLED : duration;
    }

    /**
     * When the call was answered: as reported, or otherwise its end minus its duration; empty if it was not answered.
     */
    public Optional<Instant> answeredAt() {
        if (startedAt != null) {
            return Optional.of(startedAt);
        }
        return status == CallStatus.ENDED && endedAt != null ? Optional.of(endedAt.minus(duration)) : Optional.empty();
    }

    /** Empty while the call is under way, or while it is unknown who answered a call that has ended. */
    Optional<Outcome> outcome() {
        return switch (status) {
            case CREATED, UNKNOWN, QUEUED, RINGING, IN_PROGRESS, FORWARDING -> Optional.empty();
            case BUSY -> Optional.of(new Outcome.Unreached(TimelineCode.BUSY.name(), Duration.ZERO));
            case NO_ANSWER -> Optional.of(new Outcome.Unreached(TimelineCode.NO_ANSWER.name(), Duration.ZERO));
            case FAILED -> Optional.of(failure());
            case ENDED -> ended();
        };
    }

    private Outcome failure() {
        String reason = error == null ? TimelineCode.CALL_FAILED.name() : error;
        if (notPlacedUntil != null) {
            return new Outcome.NotPlaced(reason, notPlacedUntil);
        }
        if (TimelineCode.NEVER_LOOKED_UP.name().equals(reason)) {
            return new Outcome.Lost(reason);
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
        return copy(copy -> {
            copy.status = to;
            copy.error = why;
        });
    }

    CallState started(Instant at) {
        return copy(copy -> copy.startedAt = at);
    }

    CallState known(@Nullable String id, @Nullable AnsweredBy by) {
        return copy(copy -> {
            copy.providerId = id;
            copy.answeredBy = by;
        });
    }

    CallState copy(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of a state that is about to be made from another one. */
    static final class Copy {
        CallStatus status;

        @Nullable
        String providerId;

        @Nullable
        AnsweredBy answeredBy;

        @Nullable
        Instant startedAt;

        @Nullable
        Instant endedAt;

        Duration duration;

        @Nullable
        String error;

        @Nullable
        Instant notPlacedUntil;

        private Copy(CallState from) {
            status = from.status;
            providerId = from.providerId;
            answeredBy = from.answeredBy;
            startedAt = from.startedAt;
            endedAt = from.endedAt;
            duration = from.duration;
            error = from.error;
            notPlacedUntil = from.notPlacedUntil;
        }

        private CallState done() {
            return new CallState(status, providerId, answeredBy, startedAt, endedAt, duration, error, notPlacedUntil);
        }
    }
}
