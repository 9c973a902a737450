package io.vuelta.domain.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.function.Function;

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
        return instant(local, ZoneOffsetTransition::getOffsetBefore);
    }

    /** The last instant at which the clock shows {@code local}, or passes over it. */
    Instant leaves(LocalDateTime local) {
        return instant(local, ZoneOffsetTransition::getOffsetAfter);
    }

    /** The end of a gap, if {@code local} is in one; {@code atOverlap} chooses between two instants. */
    private Instant instant(LocalDateTime local, Function<ZoneOffsetTransition, ZoneOffset> atOverlap) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(atOverlap.apply(change));
    }
}
