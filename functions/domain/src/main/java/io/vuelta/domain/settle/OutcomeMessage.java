package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.LineId;
import org.jspecify.annotations.Nullable;

/**
 * A message of the outcome queue: an event of an attempt, the report of a conversation, or a reply that arrived before
 * the record of its message.
 */
public sealed interface OutcomeMessage {
    /**
     * The message's group. Messages of one group are settled one after another, because parallel writes would conflict.
     */
    String group();

    record Event(ProviderEvents.ProviderEvent event) implements OutcomeMessage {
        @Override
        public String group() {
            return event.attempt().contact().toString();
        }
    }

    /**
     * The result of a conversation.
     *
     * @param line the line whose secret signed the report; a report without a line is recorded for any line
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
