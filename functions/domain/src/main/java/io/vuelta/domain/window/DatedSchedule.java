package io.vuelta.domain.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A week's schedule between two dates. A window belongs to the local date of its start, so an overnight window that
 * opens on the last day ends on the next day. {@link WeeklySchedule#ALWAYS} between two dates is one window, from the
 * first day's midnight to the last day's end.
 *
 * @param firstDay the first day on which a window may open, inclusive; null for no first day
 * @param lastDay the last day on which a window may open, inclusive and not before {@code firstDay}; null for no last
 *     day
 */
public record DatedSchedule(
        WeeklySchedule week,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay) {
    /**
     * Number of days back that are searched. A window ends at the latest on the day after its own. If the clock was put
     * back over midnight in this window (00:01 to 23:01), the local date is one more day ahead for a moment.
     */
    private static final int DAYS_BACK = 2;

    /**
     * Number of days ahead that are searched for an open window: tomorrow's may already be open if the clock was put
     * back over midnight.
     */
    private static final int DAYS_AHEAD_OPEN = 1;

    /**
     * Number of days ahead that are searched for an opening. A week contains every weekday; a second week is needed if
     * the zone skipped a day, or if the window opened before the clock was put back.
     */
    private static final int DAYS_AHEAD = 15;

    public DatedSchedule {
        if (firstDay != null && lastDay != null && firstDay.isAfter(lastDay)) {
            throw new IllegalArgumentException("lastDay must be firstDay or later; got " + firstDay + " to " + lastDay);
        }
    }

    public boolean isOpen(Instant at, ZoneId zone) {
        return !openAt(at, new LocalClock(zone)).isEmpty();
    }

    /** The earliest instant, not before {@code from}, at which the schedule is open; empty if there is none. */
    public Optional<Instant> nextOpen(Instant from, ZoneId zone) {
        return isOpen(from, zone) ? Optional.of(from) : nextStart(from, zone);
    }

    /**
     * When the window that is open at {@code at} closes, or the last one if several are open; empty if none is open or
     * it never closes. Another window may open at the same instant.
     */
    public Optional<Instant> closes(Instant at, ZoneId zone) {
        return openAt(at, new LocalClock(zone)).stream()
                .map(Interval::stop)
                .max(Comparator.naturalOrder())
                .filter(Instant.MAX::isAfter);
    }

    /**
     * The earliest opening of a window strictly after {@code after}, whether or not another window is open then; empty
     * if none opens after that. Every window opens once: not again if the clock is set back. An opening that falls into
     * a clock gap does not happen.
     */
    public Optional<Instant> nextStart(Instant after, ZoneId zone) {
        LocalClock clock = new LocalClock(zone);
        if (week.hours() == null) {
            return Optional.of(whole(clock))
                    .filter(all -> !all.isEmpty())
                    .map(Interval::start)
                    .filter(after::isBefore);
        }
        // Windows open in the order of their days, and those of earlier days have already opened.
        LocalDate day = later(clock.dateAt(after), firstDay);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            Optional<Instant> start =
                    window(day.plusDays(ahead), clock).map(Interval::start).filter(after::isBefore);
            if (start.isPresent()) {
                return start;
            }
        }
        return Optional.empty();
    }

    private List<Interval> openAt(Instant at, LocalClock clock) {
        List<Interval> open = new ArrayList<>();
        if (week.hours() == null) {
            open.add(whole(clock));
        } else {
            LocalDate today = clock.dateAt(at);
            for (int days = -DAYS_BACK; days <= DAYS_AHEAD_OPEN; days++) {
                window(today.plusDays(days), clock).ifPresent(open::add);
            }
        }
        open.removeIf(window -> !window.contains(at));
        return open;
    }

    private Optional<Interval> window(LocalDate day, LocalClock clock) {
        return hasDay(day) ? week.window(day, clock) : Optional.empty();
    }

    private Interval whole(LocalClock clock) {
        return new Interval(
                firstDay == null ? Instant.MIN : clock.reaches(firstDay.atStartOfDay()),
                lastDay == null ? Instant.MAX : clock.leaves(lastDay.plusDays(1).atStartOfDay()));
    }

    private boolean hasDay(LocalDate day) {
        return (firstDay == null || !day.isBefore(firstDay)) && (lastDay == null || !day.isAfter(lastDay));
    }

    private static LocalDate later(LocalDate day, @Nullable LocalDate other) {
        return other == null || day.isAfter(other) ? day : other;
    }
}
