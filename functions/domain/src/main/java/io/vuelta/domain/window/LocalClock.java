package io.vuelta.domain.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * The local clock of a time zone, which is put forward (a gap of up to a day) and back (an overlap). Both methods keep
 * the order of local times: a later local time is never reached or left earlier.
 */
record LocalClock(ZoneId zone) {
    LocalDate dateAt(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** The first instant at which the clock shows {@code local} or a later time. */
    Instant reaches(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.ofLocal(local, zone, null)
                        .withEarlierOffsetAtOverlap()
                        .toInstant();
    }

    /** The last instant at which the clock shows {@code local}, or passes over it. */
    Instant leaves(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.ofLocal(local, zone, null)
                        .withLaterOffsetAtOverlap()
                        .toInstant();
    }
}
