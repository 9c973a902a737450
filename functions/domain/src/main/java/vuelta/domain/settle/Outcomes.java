package vuelta.domain.settle;

import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;

/** Where the providers' events are put to be settled; delivered at least once, in any order. */
public interface Outcomes {
    void send(AttemptId attempt, CallEvent event);
}
