package io.vuelta.domain.attempt;

import io.vuelta.domain.text.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reply of the agent to a person in the conversation of a message. A reply that was certainly not sent is deleted.
 *
 * @param attempt the message with which the conversation began
 * @param id an id that Vuelta chose
 * @param text 1 to 4,096 characters
 * @param at when it was stored, before the request to the provider
 * @param error the provider's code if it could not be delivered; otherwise null
 */
public record AgentReply(
        AttemptId attempt,
        String id,
        String text,
        Instant at,
        Status status,
        @Nullable String error) {
    /** Maximum length that WhatsApp accepts, in characters. */
    public static final int MAX_TEXT = 4_096;

    /** Maximum number of replies that are sent for one message. */
    public static final int MAX_REPLIES = 200;

    /** The status of a reply; a later status is never replaced by an earlier one. */
    public enum Status implements WireName {
        /** The reply is stored; there is no answer from the provider yet, or the sender was interrupted. */
        SENDING,
        /** The request was sent to the provider, and the result is unknown. It is not repeated. */
        UNKNOWN,
        SENT,
        /** The provider accepted the reply, and could not deliver it. */
        FAILED,
        DELIVERED,
        READ
    }

    /** A reply that is about to be sent. */
    public static AgentReply about(AttemptId attempt, String id, String text, Instant now) {
        return new AgentReply(attempt, id, text, now, Status.SENDING, null);
    }

    public AgentReply in(Status next, @Nullable String why) {
        return new AgentReply(attempt, id, text, at, next, why);
    }
}
