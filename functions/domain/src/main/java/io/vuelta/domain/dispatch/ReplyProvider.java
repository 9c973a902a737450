package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;

/** Sends the replies that an agent writes within a conversation. */
public interface ReplyProvider {
    /**
     * Sends a reply to the provider, once. Does not throw for errors of the provider or the network.
     *
     * @param to the number of the person, who has written before
     */
    Answer send(Line line, PhoneNumber to, AgentReply reply);

    /** The result of sending a reply. */
    sealed interface Answer {
        record Taken() implements Answer {}

        /** Surely not sent, for a temporary reason: the rate limit, an unreachable provider, or our credentials. */
        record Unavailable(String reason) implements Answer {}

        /** Surely not sent: the provider refused it. */
        record Refused(String reason) implements Answer {}

        /** Surely not sent: the person has not written in the last 24 hours. */
        record WindowClosed() implements Answer {}

        /** Surely not sent: the person has opted out of further messages at the provider. */
        record OptedOut(String reason) implements Answer {}

        /** It is unknown whether it was sent. */
        record Lost(String reason) implements Answer {}
    }
}
