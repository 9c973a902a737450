package io.vuelta.domain.attempt;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a call. */
public sealed interface CallEvent extends AttemptEvent {
    /** The code of {@link MessageLeft}. */
    String MESSAGE_LEFT = TimelineCode.MESSAGE_LEFT.name();

    @Override
    default String what() {
        return switch (this) {
            case Accepted _ -> TimelineCode.ACCEPTED_BY_PROVIDER.name();
            case NotPlaced notPlaced -> notPlaced.reason();
            case Rejected rejected -> rejected.reason();
            case AnswerLost lost -> lost.reason();
            case Reported reported -> reported.status().name();
            case Recorded _ -> TimelineCode.RECORDED.name();
            case Detected detected ->
                switch (detected.answeredBy()) {
                    case HUMAN -> TimelineCode.DETECTED_HUMAN.name();
                    case MACHINE -> TimelineCode.DETECTED_MACHINE.name();
                    case UNKNOWN -> TimelineCode.DETECTED_UNKNOWN.name();
                };
            case Undetected _ -> TimelineCode.NOT_DETECTED.name();
            case NotKnown _ -> TimelineCode.NOT_KNOWN_TO_PROVIDER.name();
            case NotLookedUp _ -> TimelineCode.LOOK_UP_FAILED.name();
            case NeverLookedUp _ -> TimelineCode.NEVER_LOOKED_UP.name();
            case MessageLeft _ -> MESSAGE_LEFT;
        };
    }

    @Override
    default boolean byProvider() {
        return this instanceof Reported || this instanceof Detected || this instanceof Recorded;
    }

    /** The provider accepted the call and assigned this id to it. */
    record Accepted(String providerId, Instant at) implements CallEvent {}

    /**
     * The call was surely not placed, for a reason that does not concern the contact: the rate limit, an unreachable
     * provider, or our credentials.
     *
     * @param until when the request may be sent to the provider again
     */
    record NotPlaced(String reason, Instant until, Instant at) implements CallEvent {}

    /** The provider refused this call, and would refuse it again. */
    record Rejected(String reason, Instant at) implements CallEvent {}

    /** The request was sent to the provider, and its answer was lost: the provider may have dialled. */
    record AnswerLost(String reason, Instant at) implements CallEvent {}

    /**
     * The provider reports the status of the call.
     *
     * @param duration from answer to end, if the call is over; null if not reported
     * @param answeredBy who answered; null if not reported
     * @param recordingUrl address of the call's recording; null if not reported
     * @param error why the call failed, as a code, e.g. {@code SIP_404}; null if not reported
     */
    record Reported(
            String providerId,
            CallStatus status,
            @Nullable Duration duration,
            @Nullable AnsweredBy answeredBy,
            @Nullable String recordingUrl,
            @Nullable String error,
            Instant at)
            implements CallEvent {
        /** A report without a recording and without an error. */
        public Reported(
                String providerId,
                CallStatus status,
                @Nullable Duration duration,
                @Nullable AnsweredBy answeredBy,
                Instant at) {
            this(providerId, status, duration, answeredBy, null, null, at);
        }

        /** A report that the call failed, with this error. */
        public static Reported failed(String providerId, @Nullable String error, Instant at) {
            return new Reported(providerId, CallStatus.FAILED, null, null, null, error, at);
        }
    }

    /**
     * The provider has a recording of the call.
     *
     * @param url the address of the recording
     */
    record Recorded(String providerId, String url, Instant at) implements CallEvent {}

    /** The provider's answering machine detection has come to a result. */
    record Detected(String providerId, AnsweredBy answeredBy, Instant at) implements CallEvent {}

    /** The provider answered a status request, and does not know who answered the call. */
    record Undetected(Instant at) implements CallEvent {}

    /** The provider answered a status request: the call does not exist. */
    record NotKnown(Instant at) implements CallEvent {}

    /** The status of a call was requested, and the provider could not return it. */
    record NotLookedUp(Instant at) implements CallEvent {}

    /**
     * The provider could not return the status of a call for {@link Call#MAX_TIME_WITHOUT_LOOK_UP}: the call counts as
     * failed. It is not repeated, because it may have been made.
     */
    record NeverLookedUp(Instant at) implements CallEvent {}

    /** The provider is about to receive the request to leave a message on the machine that answered. */
    record MessageLeft(Instant at) implements CallEvent {}
}
