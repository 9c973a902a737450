package io.vuelta.domain.attempt;

import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a message. */
public sealed interface MessageEvent extends AttemptEvent {
    /** The code of a {@link Reported} which reports that the person has written. */
    String REPLIED = TimelineCode.REPLIED.name();

    /** The code of {@link Taken}. */
    String TAKEN = TimelineCode.TAKEN_BY_PROVIDER.name();

    @Override
    default String what() {
        return switch (this) {
            case Taken _ -> TAKEN;
            case NotSent notSent -> notSent.reason();
            case AnswerLost lost -> lost.reason();
            case Refused refused -> refused.reason();
            case Reported reported ->
                reported.written() ? REPLIED : reported.status().name();
            case Stopped _ -> TimelineCode.ASKED_TO_STOP.name();
            case NeverReported _ -> TimelineCode.NEVER_HEARD_OF.name();
        };
    }

    @Override
    default boolean byProvider() {
        return this instanceof Reported || this instanceof Stopped || (this instanceof Refused && wasAsked());
    }

    /** Whether a request was sent to the provider; false if Vuelta found that the row cannot be sent. */
    default boolean wasAsked() {
        return !(this instanceof Refused refused && refused.fault() instanceof ProviderTrouble.NotAsked);
    }

    /** The provider accepted the message and assigned this id to it. */
    record Taken(String providerId, Instant at) implements MessageEvent {}

    /**
     * The message was surely not sent, for a reason that does not concern the contact: the rate limit, an unreachable
     * provider, our credentials or our template.
     *
     * @param until when the request may be sent to the provider again
     */
    record NotSent(String reason, Instant until, Instant at) implements MessageEvent {}

    /** It is unknown whether it was sent: no answer arrived, or the provider holds the message back. */
    record AnswerLost(String reason, Instant at) implements MessageEvent {}

    /**
     * The provider refused the message, immediately or later; or Vuelta refused it before the request to the provider.
     *
     * @param reason the code of the provider or of Vuelta
     * @param fault the kind of refusal, which determines the outcome of the attempt
     */
    record Refused(String reason, ProviderTrouble.Refusal fault, Instant at) implements MessageEvent {}

    /**
     * The provider reports the status of the message, or the person's answer to it.
     *
     * @param status {@code SENT} or one that comes after {@code FAILED}
     * @param user the person's WhatsApp user id; null if the provider does not name it
     * @param written whether the person has answered with a text that is neither yes nor no, and so has read it
     */
    record Reported(
            String providerId,
            MessageStatus status,
            Instant at,
            @Nullable UserId user,
            boolean written) implements MessageEvent {
        public Reported(String providerId, MessageStatus status, Instant at, @Nullable UserId user) {
            this(providerId, status, at, user, false);
        }

        /** A report that the person has written. */
        public static Reported written(String providerId, Instant at) {
            return new Reported(providerId, MessageStatus.READ, at, null, true);
        }

        public Reported(String providerId, MessageStatus status, Instant at) {
            this(providerId, status, at, null);
        }

        public Reported {
            if (status.compareTo(MessageStatus.SENT) < 0 || status == MessageStatus.FAILED) {
                throw new IllegalArgumentException("a message cannot have the status " + status);
            }
        }
    }

    /**
     * The person has answered with a stop word.
     *
     * @param word the recognised stop word, e.g. {@code STOP}
     */
    record Stopped(String providerId, String word, Instant at) implements MessageEvent {}

    /** No event of the message arrived within the maximum time: it counts as not sent, and is not sent again. */
    record NeverReported(Instant at) implements MessageEvent {}
}
