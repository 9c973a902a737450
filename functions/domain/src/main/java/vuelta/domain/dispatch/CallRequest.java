package vuelta.domain.dispatch;

import org.jspecify.annotations.Nullable;
import vuelta.domain.agent.AgentId;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.contact.Contact;
import vuelta.domain.line.Line;

/**
 * A call to be placed.
 *
 * @param attempt carried by the provider and brought back with every event
 * @param firstMessage what the agent says first, placeholders filled; null for none
 */
public record CallRequest(
        AttemptId attempt,
        Line line,
        AgentId agent,
        Contact contact,
        @Nullable String firstMessage) {}
