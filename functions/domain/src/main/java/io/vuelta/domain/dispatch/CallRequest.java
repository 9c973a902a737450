package io.vuelta.domain.dispatch;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import org.jspecify.annotations.Nullable;

/**
 * A request for a call.
 *
 * @param attempt the provider returns it with every event
 * @param firstMessage the agent's first message, with its placeholders filled; null for none
 * @param limits the limits of the campaign's calls
 */
public record CallRequest(
        AttemptId attempt,
        Line line,
        AgentId agent,
        Contact contact,
        @Nullable String firstMessage,
        CallLimits limits) {}
