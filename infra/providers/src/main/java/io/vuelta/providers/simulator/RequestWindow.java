package io.vuelta.providers.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Admits a maximum number of requests in any second. */
public final class RequestWindow {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int requestsPerSecond;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    public RequestWindow(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public synchronized boolean admits(Instant now) {
        while (!admitted.isEmpty() && !admitted.getFirst().plus(SECOND).isAfter(now)) {
            admitted.removeFirst();
        }
        if (admitted.size() >= requestsPerSecond) {
            return false;
        }
        admitted.addLast(now);
        return true;
    }
}
