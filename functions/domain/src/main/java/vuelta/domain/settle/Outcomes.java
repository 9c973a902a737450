package vuelta.domain.settle;

import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;

/** Where the providers' events are put to be settled; delivered at least once, in any order. */
public interface Outcomes {
    void send(AttemptId attempt, AttemptEvent event);
}
