package io.vuelta.domain.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A week's schedule between two dates. A window belongs to the local date that its start names, so an overnight one that
 * opens on the last day still runs to its end on the day after. {@link WeeklySchedule#ALWAYS} between two dates is one
 * window, from the first day's midnight to the last day's end.
 *
 * @param firstDay on which a window may open, inclusive; null for no first day
 * @param lastDay on which a window may open, inclusive and not before {@code firstDay}; null for no last day
 */
public record DatedSchedule(
        WeeklySchedule week,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay) {
    /**
     * A window ends at the latest on the day after its own; where the clock was put back over midnight in that window
     * (00:01 to 23:01), the date on the wall is yet another day ahead for a moment.
     */
    private static final int DAYS_BACK = 2;

    /** Tomorrow's window is open already where the clock was put back over midnight. */
    private static final int DAYS_AHEAD_OPEN = 1;

    /** A week holds every weekday; one that its zone has lost, or that opened before the clock was put back, costs one more. */
    private static final int DAYS_AHEAD = 15;

    public DatedSchedule {
        if (firstDay != null && lastDay != null && firstDay.isAfter(lastDay)) {
            throw new IllegalArgumentException("lastDay must be firstDay or later; got " + firstDay + " to " + lastDay);
        }
    }

    public boolean isOpen(Instant at, ZoneId zone) {
        return openAt(at, new LocalClock(zone)).findAny().isPresent();
    }

    /** The earliest instant not before {@code from} at which it is open; empty if there is none, or none any more. */
    public Optional<Instant> nextOpen(Instant from, ZoneId zone) {
        return isOpen(from, zone) ? Optional.of(from) : nextStart(from, zone);
    }

    /**
     * When the window that is open at {@code at} closes, of several the last; empty where it never does or none is open.
     * Another window may open at that very instant.
     */
    public Optional<Instant> closes(Instant at, ZoneId zone) {
        return openAt(at, new LocalClock(zone))
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
        // Windows open in the order of their days, and those of the days before today have opened.
        return windows(() -> later(clock.dateAt(after), firstDay), 0, DAYS_AHEAD, clock)
                .map(Interval::start)
                .filter(after::isBefore)
                .findFirst();
    }

    private Stream<Interval> openAt(Instant at, LocalClock clock) {
        return windows(() -> clock.dateAt(at), -DAYS_BACK, DAYS_AHEAD_OPEN, clock)
                .filter(open -> open.contains(at));
    }

    private Stream<Interval> windows(Supplier<LocalDate> day, int fromDay, int toDay, LocalClock clock) {
        if (week.hours() == null) {
            return Stream.of(whole(clock)).filter(span -> !span.isEmpty());
        }
        LocalDate around = day.get();
        return LongStream.rangeClosed(fromDay, toDay)
                .mapToObj(around::plusDays)
                .filter(this::hasDay)
                .flatMap(date -> week.window(date, clock).stream());
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
