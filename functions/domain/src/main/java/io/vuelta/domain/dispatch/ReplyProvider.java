package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;

/** Sends what an agent writes within a conversation. */
public interface ReplyProvider {
    /**
     * Asks the provider to send a reply, once. Does not throw for what a provider or a network may do.
     *
     * @param to the person, who has written before
     */
    Answer send(Line line, PhoneNumber to, AgentReply reply);

    /** The result of sending a reply. */
    sealed interface Answer {
        record Taken() implements Answer {}

        /** Surely not sent, for reasons that may pass: too fast, not reachable, our credentials. */
        record Unavailable(String reason) implements Answer {}

        /** Surely not sent: the provider does not want it. */
        record Refused(String reason) implements Answer {}

        /** Surely not sent: the person has not written for too long. */
        record WindowClosed() implements Answer {}

        /** Surely not sent: the person has opted out of further messages at the provider. */
        record OptedOut(String reason) implements Answer {}

        /** It is unknown whether it was sent. */
        record Lost(String reason) implements Answer {}
    }
}
