package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.LineId;

/** Queue of reports of conversations; delivered at least once, in any order. */
public interface ConversationReports {
    /**
     * Sends the report of one conversation.
     *
     * @param line the line whose secret signed the report
     */
    void send(LineId line, AttemptId attempt, ConversationReport report);
}
