package io.vuelta.domain.attempt;

import io.vuelta.domain.phone.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a message. */
public sealed interface MessageEvent extends AttemptEvent {
    /** The code of a {@link Reported} that says that the person has written. */
    String REPLIED = "REPLIED";

    /** The code of {@link Taken}. */
    String TAKEN = "TAKEN_BY_PROVIDER";

    @Override
    default String what() {
        return switch (this) {
            case Taken taken -> TAKEN;
            case NotSent notSent -> notSent.reason();
            case AnswerLost lost -> lost.reason();
            case Refused refused -> refused.reason();
            case Reported reported ->
                reported.written() ? REPLIED : reported.status().name();
            case Stopped stopped -> "ASKED_TO_STOP";
            case NeverReported neverReported -> "NEVER_HEARD_OF";
        };
    }

    @Override
    default boolean byProvider() {
        return this instanceof Reported || this instanceof Stopped || (this instanceof Refused && wasAsked());
    }

    /** False if we found by ourselves that this row cannot be sent. */
    default boolean wasAsked() {
        return !(this instanceof Refused refused && refused.fault() instanceof ProviderTrouble.NotAsked);
    }

    /** The provider took the message under its own id. */
    record Taken(String providerId, Instant at) implements MessageEvent {}

    /**
     * Surely not sent, and not the contact's fault: too fast, not reachable, our credentials or our template.
     *
     * @param until when the provider may be asked again
     */
    record NotSent(String reason, Instant until, Instant at) implements MessageEvent {}

    /** It is unknown whether it was sent: no answer came, or the provider holds the message. */
    record AnswerLost(String reason, Instant at) implements MessageEvent {}

    /**
     * The provider refused it, at once or later; or we did, before it was asked.
     *
     * @param reason the provider's code, or ours
     * @param fault decides what comes next
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

        /** The person has written something. */
        public static Reported written(String providerId, Instant at) {
            return new Reported(providerId, MessageStatus.READ, at, null, true);
        }

        public Reported(String providerId, MessageStatus status, Instant at) {
            this(providerId, status, at, null);
        }

        public Reported {
            if (status.compareTo(MessageStatus.SENT) < 0 || status == MessageStatus.FAILED) {
                throw new IllegalArgumentException("no provider reports " + status);
            }
        }
    }

    /**
     * The person has answered with a stop word.
     *
     * @param word as it was understood, e.g. {@code STOP}
     */
    record Stopped(String providerId, String word, Instant at) implements MessageEvent {}

    /** No event has named it for so long that none will: it counts as not sent, and is not sent again. */
    record NeverReported(Instant at) implements MessageEvent {}
}
