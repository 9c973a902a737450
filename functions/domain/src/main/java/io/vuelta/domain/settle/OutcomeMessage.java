package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.LineId;
import org.jspecify.annotations.Nullable;

/** What the outcome queue has: an event of an attempt, the report of a conversation, or a reply that came too early. */
public sealed interface OutcomeMessage {
    /** Messages of one group are settled one after another: they would lose their writes to each other. */
    String group();

    record Event(ProviderEvents.Outcome outcome) implements OutcomeMessage {
        @Override
        public String group() {
            return outcome.attempt().contact().toString();
        }
    }

    /**
     * What a conversation has brought.
     *
     * @param line whose secret signed it; null where an earlier version, which did not say so, has sent it
     */
    record Report(@Nullable LineId line, AttemptId attempt, ConversationReport report) implements OutcomeMessage {
        @Override
        public String group() {
            return attempt.contact().toString();
        }
    }

    record Reply(EarlyReply reply) implements OutcomeMessage {
        @Override
        public String group() {
            return reply.quoted();
        }
    }
}
