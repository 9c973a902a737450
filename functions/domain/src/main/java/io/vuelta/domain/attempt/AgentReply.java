package io.vuelta.domain.attempt;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the agent wrote to a person in the conversation of a message. One that was surely not sent is none.
 *
 * @param attempt the message with which the conversation began
 * @param id ours
 * @param text 1 to 4,096 characters
 * @param at when it was written, before the provider was asked
 * @param error the provider's code if it could not be delivered; else null
 */
public record AgentReply(
        AttemptId attempt,
        String id,
        String text,
        Instant at,
        Status status,
        @Nullable String error) {
    /** As WhatsApp takes it. */
    public static final int MAX_TEXT = 4_096;

    /** So many replies are sent for one message. */
    public static final int MAX_REPLIES = 200;

    /** How far a reply is; later ones never give way to earlier ones. */
    public enum Status {
        /** Written down; whoever asks the provider has not heard it yet, or died. */
        SENDING,
        /** The provider was asked, and nobody can say what it did. It is not asked again. */
        UNKNOWN,
        SENT,
        /** The provider took it, and could not deliver it. */
        FAILED,
        DELIVERED,
        READ;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that is about to be sent. */
    public static AgentReply about(AttemptId attempt, String id, String text, Instant now) {
        return new AgentReply(attempt, id, text, now, Status.SENDING, null);
    }

    public AgentReply in(Status next, @Nullable String why) {
        return new AgentReply(attempt, id, text, at, next, why);
    }
}
