package io.vuelta.domain.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Orders the daily check for campaigns whose contacts have been kept long enough, unless contacts are kept for ever.
 */
public final class OrderRemovals {
    /** The hour of UTC in which it is night in the Americas. */
    static final int HOUR = 8;

    private final RemovalRequests requests;
    private final Duration kept;

    /**
     * With its port.
     *
     * @param kept how long contacts are kept after their campaign is over; zero: for ever
     */
    public OrderRemovals(RemovalRequests requests, Duration kept) {
        this.requests = requests;
        this.kept = kept;
    }

    /**
     * Must be called once an hour; in one hour of the day it orders the check. The check of the next day covers a
     * missed one.
     *
     * @param at the instant that the call is for
     */
    public void inHourOf(Instant at) {
        if (!kept.isZero() && at.atOffset(ZoneOffset.UTC).getHour() == HOUR) {
            requests.look(Optional.empty());
        }
    }
}
