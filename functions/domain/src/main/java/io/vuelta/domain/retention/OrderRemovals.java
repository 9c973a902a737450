package io.vuelta.domain.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Has campaigns be looked at once a day, if contacts are not kept for ever. */
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
     * Must be called once an hour; in one hour of the day it does so. A day that is left out is made up for by the
     * next.
     *
     * @param at the instant that the call is for
     */
    public void inHourOf(Instant at) {
        if (!kept.isZero() && at.atOffset(ZoneOffset.UTC).getHour() == HOUR) {
            requests.look(Optional.empty());
        }
    }
}
