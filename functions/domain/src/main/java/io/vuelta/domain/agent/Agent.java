package io.vuelta.domain.agent;

import java.time.Instant;
import java.util.List;

/**
 * A voice agent, as far as campaigns care.
 *
 * @param tags that a conversation may give a contact; one export column each
 * @param extractableFields that a conversation may fill; one export column each
 * @param voices that a contact's row may ask for
 */
public record Agent(
        AgentId id,
        String name,
        List<String> tags,
        List<String> extractableFields,
        List<String> voices,
        Instant createdAt) {
    public Agent {
        tags = List.copyOf(tags);
        extractableFields = List.copyOf(extractableFields);
        voices = List.copyOf(voices);
    }
}
