package io.vuelta.domain.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voice agent, with the data that campaigns need.
 *
 * @param tags the tags that a conversation may give a contact; one export column each
 * @param extractableFields the fields that a conversation may fill; one export column each
 * @param voices the voices that a contact's row may choose
 * @param results the meanings of the names in its voice platform's results
 * @param runtimeUrl the URL to which people's messages are posted; null: they are not posted
 * @param removed whether the agent was deleted; its campaigns still show and export its data, and no campaign may
 *     choose it
 */
public record Agent(
        AgentId id,
        String name,
        List<String> tags,
        List<String> extractableFields,
        List<String> voices,
        ResultTable results,
        @Nullable String runtimeUrl,
        Instant createdAt,
        boolean removed) {
    /** An existing agent without a result table. */
    public Agent(
            AgentId id,
            String name,
            List<String> tags,
            List<String> extractableFields,
            List<String> voices,
            Instant createdAt) {
        this(id, name, tags, extractableFields, voices, ResultTable.EMPTY, null, createdAt, false);
    }

    public Agent {
        tags = List.copyOf(tags);
        extractableFields = List.copyOf(extractableFields);
        voices = List.copyOf(voices);
    }

    /** The same agent, marked as deleted or not. */
    public Agent removed(boolean now) {
        return new Agent(id, name, tags, extractableFields, voices, results, runtimeUrl, createdAt, now);
    }
}
