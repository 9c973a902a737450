package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.time.Instant;
import java.util.List;

/**
 * One message as it really is.
 *
 * @param events all that its provider tells of it, each at its instant
 */
record Letter(AttemptId attempt, Instant askedAt, List<MessageEvent> events) {
    Letter {
        events = List.copyOf(events);
    }

    String id() {
        return id(attempt);
    }

    static String id(AttemptId attempt) {
        return "wamid." + attempt;
    }

    /** Its provider says itself that it was not delivered, and that another may be. */
    boolean mayBeFollowed(Instant now) {
        return events.stream()
                .filter(event -> !event.at().isAfter(now))
                .anyMatch(event -> event instanceof MessageEvent.Refused refused
                        && (refused.fault() instanceof ProviderTrouble.Technical
                                || refused.fault() instanceof ProviderTrouble.Person));
    }
}
