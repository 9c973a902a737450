package io.vuelta.domain.attempt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation has brought. Safe to tell twice: tags and values only add up, and a conversion stays.
 *
 * @param tags of the agent's
 * @param extracted values by extractable field of the agent's
 * @param converted whether the contact did what the campaign is for: final in every cycle
 * @param followUpAt when the contact wants to be called again; null for no such wish
 */
public record Result(
        List<String> tags,
        Map<String, String> extracted,
        boolean converted,
        @Nullable Instant followUpAt) {
    public Result {
        tags = List.copyOf(tags);
        extracted = Map.copyOf(extracted);
    }
}
