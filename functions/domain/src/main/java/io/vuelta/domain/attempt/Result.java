package io.vuelta.domain.attempt;

import io.vuelta.domain.line.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one conversation. Safe to report twice: tags and values are only added, and a conversion stays.
 *
 * @param tags tags of the agent
 * @param extracted values by the agent's extractable fields
 * @param converted whether the contact did what the campaign is for: final in every cycle
 * @param followUpAt when the contact wants to be called again; null if no time was requested
 * @param optOut the contact's opt-out; null if the contact did not opt out
 */
public record Result(
        List<String> tags,
        Map<String, String> extracted,
        boolean converted,
        @Nullable Instant followUpAt,
        @Nullable OptOut optOut) {
    public Result {
        tags = List.copyOf(tags);
        extracted = Map.copyOf(extracted);
    }

    /** A result without an opt-out. */
    public Result(List<String> tags, Map<String, String> extracted, boolean converted, @Nullable Instant followUpAt) {
        this(tags, extracted, converted, followUpAt, null);
    }

    /** The result as it applies to this channel: an opt-out of only the other channel is no opt-out here. */
    public Result on(Channel channel) {
        return optOut == null || optOut.covers(channel) ? this : new Result(tags, extracted, converted, followUpAt);
    }
}
