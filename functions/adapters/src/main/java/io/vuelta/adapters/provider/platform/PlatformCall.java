package io.vuelta.adapters.provider.platform;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ConversationFindings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A platform's report on one call.
 *
 * @param id the platform's id of the call
 * @param attempt the attempt that the platform returned; empty for a call that is not from Vuelta
 * @param events the events, in order
 * @param findings the findings; null if the conversation has no results, or is not analyzed yet
 */
public record PlatformCall(
        String id,
        Optional<AttemptId> attempt,
        List<CallEvent> events,
        @Nullable ConversationFindings findings) {
    private static final int MAX_ID_LENGTH = 256;

    public PlatformCall {
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("the call's id must have 1 to " + MAX_ID_LENGTH + " characters");
        }
        events = List.copyOf(events);
    }
}
