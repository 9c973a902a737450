package io.vuelta.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a call. */
public sealed interface CallEvent extends AttemptEvent {
    /** The code of {@link MessageLeft}. */
    String MESSAGE_LEFT = "MESSAGE_LEFT";

    @Override
    default String what() {
        return switch (this) {
            case Accepted accepted -> "ACCEPTED_BY_PROVIDER";
            case NotPlaced notPlaced -> notPlaced.reason();
            case Rejected rejected -> rejected.reason();
            case AnswerLost lost -> lost.reason();
            case Reported reported -> reported.status().name();
            case Recorded recorded -> "RECORDED";
            case Detected detected -> "DETECTED_" + detected.answeredBy().name();
            case Undetected undetected -> "NOT_DETECTED";
            case NotKnown notKnown -> "NOT_KNOWN_TO_PROVIDER";
            case NotLookedUp notLookedUp -> "LOOK_UP_FAILED";
            case MessageLeft messageLeft -> MESSAGE_LEFT;
        };
    }

    @Override
    default boolean byProvider() {
        return this instanceof Reported || this instanceof Detected || this instanceof Recorded;
    }

    /** The provider took the call under its own id. */
    record Accepted(String providerId, Instant at) implements CallEvent {}

    /**
     * Surely not placed, and not the contact's fault: too fast, not reachable, or our credentials.
     *
     * @param until when the provider may be asked again
     */
    record NotPlaced(String reason, Instant until, Instant at) implements CallEvent {}

    /** The provider refused this very call, and a repeat would be refused too. */
    record Rejected(String reason, Instant at) implements CallEvent {}

    /** The provider was asked and no answer came: it may have dialled. */
    record AnswerLost(String reason, Instant at) implements CallEvent {}

    /**
     * The provider says how far the call is.
     *
     * @param duration from answer to end, where it is over; null where not said
     * @param answeredBy null where not said
     * @param recordingUrl address of the call's recording; null where not said
     * @param error why the call did not come about, as a code, e.g. {@code SIP_404}; null where not said
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
        /** Without an error. */
        public Reported(
                String providerId,
                CallStatus status,
                @Nullable Duration duration,
                @Nullable AnsweredBy answeredBy,
                @Nullable String recordingUrl,
                Instant at) {
            this(providerId, status, duration, answeredBy, recordingUrl, null, at);
        }

        /** Without a recording and without an error. */
        public Reported(
                String providerId,
                CallStatus status,
                @Nullable Duration duration,
                @Nullable AnsweredBy answeredBy,
                Instant at) {
            this(providerId, status, duration, answeredBy, null, null, at);
        }

        /** The call failed, for this reason. */
        public static Reported failed(String providerId, @Nullable String error, Instant at) {
            return new Reported(providerId, CallStatus.FAILED, null, null, null, error, at);
        }
    }

    /**
     * The provider has a recording of the call.
     *
     * @param url where it can be had
     */
    record Recorded(String providerId, String url, Instant at) implements CallEvent {}

    /** The provider's answering machine detection has come to a result. */
    record Detected(String providerId, AnsweredBy answeredBy, Instant at) implements CallEvent {}

    /** Asked, the provider has nothing further to say of the call's answerer. */
    record Undetected(Instant at) implements CallEvent {}

    /** Asked, the provider knows of no such call. */
    record NotKnown(Instant at) implements CallEvent {}

    /** The provider was asked about a call that may not have been placed, and could not answer. */
    record NotLookedUp(Instant at) implements CallEvent {}

    /** The provider is about to be asked to leave a message with the machine that has answered. */
    record MessageLeft(Instant at) implements CallEvent {}
}
