package vuelta.domain.settle;

import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.ConversationReport;

/** Where the reports of conversations are put to be recorded; delivered at least once, in any order. */
public interface ConversationReports {
    void send(AttemptId attempt, ConversationReport report);
}
