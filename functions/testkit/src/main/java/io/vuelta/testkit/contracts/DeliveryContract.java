package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.contracts.Arrivals.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * The common part of the contracts of ports that transport messages. Every test sends its own messages, so that all
 * tests can use one server.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class DeliveryContract<T> {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final String fresh = "t" + UUID.randomUUID().toString().substring(0, 18);
    final LineId line = new LineId("line-" + fresh);

    /** The messages that arrive from the port under test; the same object during a test. */
    protected abstract Arrivals<T> arrivals();

    final Instant now() {
        return arrivals().clock().instant();
    }

    /**
     * Waits until the arrived messages meet a condition; fails if that takes too long. Returns all messages that have
     * arrived.
     */
    final List<Arrival<T>> await(String what, Duration atMost, Predicate<List<Arrival<T>>> enough) {
        List<Arrival<T>> came = arrivals().await(atMost, enough);
        assertThat(enough.test(came))
                .as("within %s: %s; what came is %s", atMost, what, came)
                .isTrue();
        return came;
    }

    /** Asserts that each message arrives unchanged. */
    final List<Arrival<T>> assertAllArrive(Collection<? extends T> sent, Duration atMost) {
        List<Arrival<T>> came =
                arrivals().await(atMost, soFar -> whatCame(soFar).containsAll(sent));
        assertThat(whatCame(came)).containsAll(sent);
        return came;
    }

    private static <T> List<T> whatCame(List<Arrival<T>> arrivals) {
        return arrivals.stream().map(Arrival::what).toList();
    }
}
