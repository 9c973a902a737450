package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queue of the providers' events; delivered at least once, in any order. */
public interface ProviderEvents {
    void send(Outcome outcome);

    /** Several; when it throws, some of them may have been sent: they are safe to send again. */
    default void sendAll(List<Outcome> outcomes) {
        outcomes.forEach(this::send);
    }

    /**
     * An event of an attempt.
     *
     * @param line whose secret signed it; null in a message of an earlier version, which had no line
     */
    record Outcome(@Nullable LineId line, AttemptId attempt, AttemptEvent event) {}
}
