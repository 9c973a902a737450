package vuelta.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.contact.Outcome;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;

/**
 * The record of one call: written before the provider is asked, later its log.
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
 * @param version raised by every write; 0 before the first
 */
public record Attempt(
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
        long version) {
    /** A machine is billed for this long at the most. */
    static final Duration MACHINE_BILLED = Duration.ofSeconds(5);

    public static Attempt created(
            AttemptId id, LineId line, PhoneNumber to, String contactName, boolean detects, Instant now) {
        return new Attempt(
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
                0);
    }

    /** Surely not placed: it counts as no call. */
    public boolean notPlaced() {
        return notPlacedUntil != null;
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

    /** What the call came to; empty while it is under way, or over but for the word on who answered. */
    public Optional<Outcome> outcome() {
        return switch (status) {
            case CREATED, UNKNOWN, QUEUED, RINGING, IN_PROGRESS, FORWARDING -> Optional.empty();
            case BUSY -> Optional.of(new Outcome.Unreached("BUSY"));
            case NO_ANSWER -> Optional.of(new Outcome.Unreached("NO_ANSWER"));
            case FAILED -> Optional.of(failure());
            case ENDED -> ended();
        };
    }

    private Outcome failure() {
        String reason = error == null ? "CALL_FAILED" : error;
        return notPlacedUntil == null
                ? new Outcome.TechnicalFailure(reason)
                : new Outcome.NotPlaced(reason, notPlacedUntil);
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

    public Attempt asSettled() {
        return with(status, providerId, answeredBy, startedAt, endedAt, duration, error, notPlacedUntil, true);
    }

    Attempt with(
            CallStatus status,
            @Nullable String providerId,
            @Nullable AnsweredBy answeredBy,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Duration duration,
            @Nullable String error,
            @Nullable Instant notPlacedUntil,
            boolean settled) {
        return new Attempt(
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
                version);
    }
}
