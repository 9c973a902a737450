package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.LineId;
import org.jspecify.annotations.Nullable;

/** What the outcome queue has: an event of an attempt, or the report of a conversation. */
public sealed interface OutcomeMessage {
    AttemptId attempt();

    record Event(ProviderEvents.Outcome outcome) implements OutcomeMessage {
        @Override
        public AttemptId attempt() {
            return outcome.attempt();
        }
    }

    /**
     * What a conversation has brought.
     *
     * @param line whose secret signed it; null where an earlier version, which did not say so, has sent it
     */
    record Report(@Nullable LineId line, AttemptId attempt, ConversationReport report) implements OutcomeMessage {}
}
