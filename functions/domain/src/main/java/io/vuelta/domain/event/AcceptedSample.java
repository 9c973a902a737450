package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which accepted deliveries are logged. Each costs a write, and there may be thousands a minute: of an endpoint the
 * first {@value #BURST}, and then one a minute. Rare deliveries are all logged.
 */
final class AcceptedSample {
    static final int BURST = 20;
    static final Duration REFILL = Duration.ofMinutes(1);

    /**
     * By endpoint, the instant at which its allowance is full again. At most {@link Endpoints#MAX_ENDPOINTS} and
     * deleted ones.
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
