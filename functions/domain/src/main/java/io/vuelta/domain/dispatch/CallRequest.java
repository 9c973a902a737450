package io.vuelta.domain.dispatch;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * A call to be placed.
 *
 * @param attempt carried by the provider and brought back with every event
 * @param firstMessage what the agent says first, placeholders filled; null for none
 * @param limits what is said of every call of the campaign
 */
public record CallRequest(
        AttemptId attempt,
        Line line,
        AgentId agent,
        Contact contact,
        @Nullable String firstMessage,
        CallLimits limits) {
    /** With the standard limits. */
    public CallRequest(AttemptId attempt, Line line, AgentId agent, Contact contact, @Nullable String firstMessage) {
        this(attempt, line, agent, contact, firstMessage, CallLimits.STANDARD);
    }
}
