package io.vuelta.domain.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Orders the daily check for campaigns whose contacts' retention period is over, unless contacts are kept without
 * limit.
 */
public final class OrderRemovals {
    /** The hour of UTC of the check, at which it is night in the Americas. */
    static final int HOUR = 8;

    private final RemovalRequests requests;
    private final Duration kept;

    /**
     * Uses this port.
     *
     * @param kept how long contacts are kept after their campaign is over; zero: without limit
     */
    public OrderRemovals(RemovalRequests requests, Duration kept) {
        this.requests = requests;
        this.kept = kept;
    }

    /**
     * Must be called once an hour; in one hour of the day it orders the check. The check of the next day covers a
     * missed one.
     *
     * @param at the scheduled instant of the call
     */
    public void inHourOf(Instant at) {
        if (!kept.isZero() && at.atOffset(ZoneOffset.UTC).getHour() == HOUR) {
            requests.look(Optional.empty());
        }
    }
}
