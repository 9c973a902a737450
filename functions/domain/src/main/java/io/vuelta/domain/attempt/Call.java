package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param detects whether the provider was asked to find out who answers
 * @param providerId the provider's id of the call; null while not known
 * @param answeredBy null while not known
 * @param startedAt when it was answered, as the provider told; null if it was not, or nobody told
 * @param endedAt null while it is not over
 * @param duration from answer to end
 * @param error why it failed, as a code; null if it did not
 * @param notPlacedUntil when the provider may be asked again; null but for a call that was surely not placed
 * @param settled whether its outcome has been written to its contact
 * @param recordingUrl where the provider keeps its recording; null if it told of none
 * @param begunBy which invocation of dispatch began it
 * @param place the claim that it was begun for
 * @param told what was heard of it, and when that first happened
 * @param version raised by every write; 0 before the first
 */
public record Call(
        AttemptId id,
        LineId line,
        PhoneNumber to,
        String contactName,
        boolean detects,
        CallStatus status,
        @Nullable String providerId,
        @Nullable AnsweredBy answeredBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Duration duration,
        @Nullable String error,
        @Nullable Instant notPlacedUntil,
        boolean settled,
        @Nullable String recordingUrl,
        String begunBy,
        Place place,
        SortedMap<String, Instant> told,
        long version)
        implements Attempt {
    /** The error of a call that was taken back at its provider before anybody answered: no call was made. */
    public static final String CANCELED = "CANCELED";

    /** A machine is billed for this long at the most. */
    static final Duration MACHINE_BILLED = Duration.ofSeconds(5);

    public static Call created(
            AttemptId id,
            LineId line,
            PhoneNumber to,
            String contactName,
            boolean detects,
            String begunBy,
            Place place,
            Instant now) {
        return new Call(
                id,
                line,
                to,
                contactName,
                detects,
                CallStatus.CREATED,
                null,
                null,
                now,
                null,
                null,
                Duration.ZERO,
                null,
                null,
                false,
                null,
                begunBy,
                place,
                EventTimes.NOTHING,
                0);
    }

    public Call {
        told = EventTimes.copy(told);
    }

    @Override
    public boolean notPlaced() {
        return notPlacedUntil != null;
    }

    @Override
    public boolean asked() {
        return status != CallStatus.CREATED;
    }

    @Override
    public boolean isOver() {
        return status.isOver();
    }

    /** Whether the provider may have been asked, and nobody can say whether it was placed. */
    public boolean isUnanswered() {
        return status == CallStatus.CREATED || status == CallStatus.UNKNOWN;
    }

    /** Whether a machine has answered, the call goes on, and its campaign's agent does not talk to machines. */
    public boolean isUnwantedBy(Campaign campaign) {
        return answeredBy == AnsweredBy.MACHINE
                && !isOver()
                && campaign.settings().opening().refusesMachines();
    }

    /** Whether a message was left with the machine, or was about to be. */
    public boolean hasLeftMessage() {
        return told.containsKey(CallEvent.MESSAGE_LEFT);
    }

    /** What is billed: all of it for a human or unknown answerer, at most 5 s for a machine. */
    public Duration billed() {
        return answeredBy == AnsweredBy.MACHINE && duration.compareTo(MACHINE_BILLED) > 0 ? MACHINE_BILLED : duration;
    }

    /** When it was answered: as told, else reckoned back from its end; empty if it was not answered. */
    public Optional<Instant> answeredAt() {
        if (startedAt != null) {
            return Optional.of(startedAt);
        }
        return status == CallStatus.ENDED && endedAt != null ? Optional.of(endedAt.minus(duration)) : Optional.empty();
    }

    /** Empty while it is under way, or over but for the word on who answered. */
    @Override
    public Optional<Outcome> outcome() {
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

    @Override
    public Call asSettled() {
        return with(status, providerId, answeredBy, startedAt, endedAt, duration, error, notPlacedUntil, true);
    }

    Call with(
            CallStatus status,
            @Nullable String providerId,
            @Nullable AnsweredBy answeredBy,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Duration duration,
            @Nullable String error,
            @Nullable Instant notPlacedUntil,
            boolean settled) {
        return new Call(
                id,
                line,
                to,
                contactName,
                detects,
                status,
                providerId,
                answeredBy,
                createdAt,
                startedAt,
                endedAt,
                duration,
                error,
                notPlacedUntil,
                settled,
                recordingUrl,
                begunBy,
                place,
                told,
                version);
    }

    @Override
    public Call withEvent(String what, Instant at) {
        return copy(recordingUrl, EventTimes.with(told, what, at), version);
    }

    Call recordedAt(String url) {
        return copy(url, told, version);
    }

    @Override
    public Call inVersion(long written) {
        return copy(recordingUrl, told, written);
    }

    @Override
    public Call erased() {
        return new Call(
                id,
                line,
                PhoneNumber.ERASED,
                "",
                detects,
                status,
                null,
                answeredBy,
                createdAt,
                startedAt,
                endedAt,
                duration,
                error,
                notPlacedUntil,
                settled,
                null,
                begunBy,
                place,
                told,
                version);
    }

    private Call copy(@Nullable String recordingUrl, SortedMap<String, Instant> told, long version) {
        return new Call(
                id,
                line,
                to,
                contactName,
                detects,
                status,
                providerId,
                answeredBy,
                createdAt,
                startedAt,
                endedAt,
                duration,
                error,
                notPlacedUntil,
                settled,
                recordingUrl,
                begunBy,
                place,
                told,
                version);
    }
}
