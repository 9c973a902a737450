package io.vuelta.domain.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voice agent, as far as campaigns care.
 *
 * @param tags that a conversation may give a contact; one export column each
 * @param extractableFields that a conversation may fill; one export column each
 * @param voices that a contact's row may ask for
 * @param results what the names of its voice platform mean
 * @param runtimeUrl to which is posted what people write to it; null: to none
 * @param removed whether it was deleted: its campaigns show and export what it had, and no campaign may choose it
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
    /** An existing agent without a table of results. */
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
