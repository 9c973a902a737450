package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.time.Instant;
import java.util.List;

/**
 * One message as the provider knows it.
 *
 * @param events all reports of the provider, each at its instant
 */
record SentMessage(AttemptId attempt, Instant askedAt, List<MessageEvent> events) {
    SentMessage {
        events = List.copyOf(events);
    }

    String id() {
        return id(attempt);
    }

    static String id(AttemptId attempt) {
        return "wamid." + attempt;
    }

    /** Whether the provider reports the message as not delivered and permits another one. */
    boolean mayBeFollowed(Instant now) {
        return events.stream()
                .filter(event -> !event.at().isAfter(now))
                .anyMatch(event -> event instanceof MessageEvent.Refused refused
                        && (refused.fault() instanceof ProviderTrouble.Technical
                                || refused.fault() instanceof ProviderTrouble.Person));
    }
}
