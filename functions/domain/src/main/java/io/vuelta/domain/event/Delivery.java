package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event on its way to one endpoint.
 *
 * @param attempt the number of the attempt, from 1
 * @param dueAt nothing is posted to the endpoint before this instant
 */
public record Delivery(Event event, EndpointId endpoint, int attempt, Instant dueAt) {
    /** The waits between a failed attempt and the next one, in order. */
    public static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24));

    public Delivery {
        if (attempt < 1 || attempt > WAITS.size() + 1) {
            throw new IllegalArgumentException("attempts are numbered from 1 to " + (WAITS.size() + 1));
        }
    }

    public static Delivery first(Event event, EndpointId endpoint, Instant now) {
        return new Delivery(event, endpoint, 1, now);
    }

    /** The next attempt after this one has failed; empty after the last. */
    public Optional<Delivery> next(Instant now) {
        return attempt > WAITS.size()
                ? Optional.empty()
                : Optional.of(new Delivery(event, endpoint, attempt + 1, now.plus(WAITS.get(attempt - 1))));
    }
}
