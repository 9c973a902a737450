package io.vuelta.domain.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The instants at which several places are open together: the campaign's place, and each possible place of the contact.
 * Without a place it is always open.
 *
 * @param places the places, which must all be open
 */
public record Hours(List<Place> places) {
    /** How far ahead a common open instant is searched, after each place has been open once. */
    static final Duration FOLLOWED = Duration.ofDays(60);

    public Hours {
        places = List.copyOf(places);
    }

    /** A schedule in its time zone. */
    public record Place(DatedSchedule schedule, ZoneId zone) {
        boolean isOpen(Instant at) {
            return schedule.isOpen(at, zone);
        }

        Optional<Instant> nextOpen(Instant from) {
            return schedule.nextOpen(from, zone);
        }

        Optional<Instant> closes(Instant at) {
            return schedule.closes(at, zone);
        }
    }

    public boolean isOpen(Instant at) {
        return places.stream().allMatch(place -> place.isOpen(at));
    }

    /**
     * The earliest instant, not before {@code from}, at which all are open. Empty if one of them is closed permanently,
     * or if they are not open together within 60 days of the first instant at which each of them has been open since
     * {@code from}: two zones may have a common hour again when one of them changes its clocks, so this result may
     * change.
     */
    public Optional<Instant> nextOpen(Instant from) {
        Optional<Instant> reached = leap(from);
        Instant end = reached.orElse(from).plus(FOLLOWED);
        Instant at = from;
        // Every step except the last goes to a later opening of a place, so the number of steps is limited by the
        // number of openings.
        while (reached.isPresent()
                && !reached.get().equals(at)
                && !reached.get().isAfter(end)) {
            at = reached.get();
            reached = leap(at);
        }
        Instant agreed = at;
        return reached.filter(agreed::equals);
    }

    /**
     * The earliest closing of the places that are open at {@code at}; empty if none is open or none ever closes. If all
     * are open, they stay open until then; another window may open at the same instant.
     */
    public Optional<Instant> closes(Instant at) {
        return places.stream().flatMap(place -> place.closes(at).stream()).min(Comparator.naturalOrder());
    }

    /**
     * The next candidate: there is no instant between {@code from} and this one at which all places are open; empty if
     * a place is closed permanently.
     */
    private Optional<Instant> leap(Instant from) {
        Instant at = from;
        for (Place place : places) {
            Optional<Instant> opens = place.nextOpen(at);
            if (opens.isEmpty()) {
                return opens;
            }
            at = opens.get();
        }
        return Optional.of(at);
    }
}
