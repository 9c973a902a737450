package vuelta.domain.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The window: at which instants attempts may begin. A day that is not in it is closed; {@link #ALWAYS} is never closed.
 *
 * <p>Daylight saving: a start that falls into a gap opens at the gap's end; of a start that comes twice the earlier
 * instant opens, and of a stop that comes twice the later one closes.
 *
 * @param hours by the weekday on which the window opens; null for at any time
 */
public record WeeklySchedule(@Nullable Map<DayOfWeek, DayHours> hours) {
    public static final WeeklySchedule ALWAYS = new WeeklySchedule(null);

    /** A window may open the day before (overnight); a week holds every weekday, and a lost local day costs one more. */
    private static final int DAYS_BACK = 1;

    private static final int DAYS_AHEAD = 15;

    public WeeklySchedule {
        hours = hours == null || hours.isEmpty() ? emptyOrNull(hours) : Map.copyOf(new EnumMap<>(hours));
    }

    private static @Nullable Map<DayOfWeek, DayHours> emptyOrNull(@Nullable Map<DayOfWeek, DayHours> hours) {
        return hours == null ? null : Map.of();
    }

    public boolean isOpen(Instant at, ZoneId zone) {
        return hours == null || intervals(at, zone).anyMatch(open -> open.contains(at));
    }

    /** The earliest instant not before {@code from} at which the window is open; empty if no day is active. */
    public Optional<Instant> nextOpen(Instant from, ZoneId zone) {
        if (isOpen(from, zone)) {
            return Optional.of(from);
        }
        return intervals(from, zone).map(Interval::start).filter(from::isBefore).min(Comparator.naturalOrder());
    }

    /** When the window that is open at {@code at} closes; empty where it never does or is not open. */
    public Optional<Instant> closes(Instant at, ZoneId zone) {
        if (hours == null) {
            return Optional.empty();
        }
        return intervals(at, zone)
                .filter(open -> open.contains(at))
                .map(Interval::stop)
                .max(Comparator.naturalOrder());
    }

    private Stream<Interval> intervals(Instant around, ZoneId zone) {
        LocalDate today = around.atZone(zone).toLocalDate();
        return LongStream.rangeClosed(-DAYS_BACK, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .flatMap(day -> intervalOf(day, zone).stream());
    }

    private Optional<Interval> intervalOf(LocalDate day, ZoneId zone) {
        DayHours open = hours == null ? null : hours.get(day.getDayOfWeek());
        if (open == null) {
            return Optional.empty();
        }
        Instant start = opening(at(day, open.start()), zone);
        Instant stop = closing(at(open.pastMidnight() ? day.plusDays(1) : day, open.stop()), zone);
        // A local day that its zone skipped (Samoa, 2011-12-30) has no time in it.
        return start.isBefore(stop) ? Optional.of(new Interval(start, stop)) : Optional.empty();
    }

    private static LocalDateTime at(LocalDate day, int minutes) {
        return LocalDateTime.of(day, LocalTime.MIDNIGHT).plusMinutes(minutes);
    }

    private static Instant opening(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return ZonedDateTime.ofLocal(local, zone, null)
                .withEarlierOffsetAtOverlap()
                .toInstant();
    }

    private static Instant closing(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return ZonedDateTime.ofLocal(local, zone, null)
                .withLaterOffsetAtOverlap()
                .toInstant();
    }

    private record Interval(Instant start, Instant stop) {
        boolean contains(Instant at) {
            return !at.isBefore(start) && at.isBefore(stop);
        }
    }
}
