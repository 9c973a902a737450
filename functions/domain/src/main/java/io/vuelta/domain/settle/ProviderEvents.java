package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queue of the providers' events; delivered at least once, in any order. */
public interface ProviderEvents {
    void send(ProviderEvent event);

    /** Sends several events. If it throws, some of them may have been sent; it is safe to send all again. */
    default void sendAll(List<ProviderEvent> events) {
        events.forEach(this::send);
    }

    /**
     * An event of an attempt.
     *
     * @param line the line whose secret signed the event; an event without a line is settled for any line
     */
    record ProviderEvent(@Nullable LineId line, AttemptId attempt, AttemptEvent event) {}
}
