package io.vuelta.adapters.sqs;

import io.vuelta.domain.settle.OutcomeMessage;

/** Reads the outcome queue. */
public final class SqsOutcomes {
    private SqsOutcomes() {}

    /** Reads a message. Throws IllegalArgumentException if the body is not a message of this queue. */
    public static OutcomeMessage read(String body) {
        return SqsConversationReports.read(body)
                .<OutcomeMessage>map(report -> report)
                .or(() -> SqsEarlyReplies.read(body))
                .orElseGet(() -> new OutcomeMessage.Event(SqsProviderEvents.read(body)));
    }
}
