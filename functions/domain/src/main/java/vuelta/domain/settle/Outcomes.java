package vuelta.domain.settle;

import java.util.List;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;

/** Where the providers' events are put to be settled; delivered at least once, in any order. */
public interface Outcomes {
    void send(AttemptId attempt, AttemptEvent event);

    /** Several; when it throws, some of them may have been sent: they are safe to send again. */
    default void sendAll(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> send(outcome.attempt(), outcome.event()));
    }

    /** What was told of an attempt. */
    record Outcome(AttemptId attempt, AttemptEvent event) {}
}
