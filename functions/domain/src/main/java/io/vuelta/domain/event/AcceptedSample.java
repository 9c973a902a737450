package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Selects the accepted deliveries that are logged. Each log entry is a write, and there may be thousands of deliveries
 * a minute: for each endpoint, the first {@value #BURST} are logged, and then one a minute. Rare deliveries are all
 * logged.
 */
final class AcceptedSample {
    static final int BURST = 20;
    static final Duration REFILL = Duration.ofMinutes(1);

    /**
     * For each endpoint, the instant at which its allowance is full again. At most {@link Endpoints#MAX_ENDPOINTS}
     * entries, and those of deleted endpoints.
     */
    private final Map<EndpointId, Instant> fullAt = new HashMap<>();

    /** Whether a delivery that this endpoint has just accepted is logged. Safe for use by several threads. */
    synchronized boolean take(EndpointId endpoint, Instant now) {
        Instant full = fullAt.getOrDefault(endpoint, now);
        Instant next = (full.isBefore(now) ? now : full).plus(REFILL);
        if (next.isAfter(now.plus(REFILL.multipliedBy(BURST)))) {
            return false;
        }
        fullAt.put(endpoint, next);
        return true;
    }
}
