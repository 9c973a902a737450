package io.vuelta.domain.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The window: the instants at which attempts may begin. A weekday that is not in it is closed; {@link #ALWAYS} is never
 * closed.
 *
 * <p>Daylight saving: a window whose start falls into a gap opens at the end of the gap. If the start occurs twice, the
 * window opens at the earlier instant; if the stop occurs twice, it closes at the later one.
 *
 * @param hours the hours by the weekday on which the window opens; null for always open
 * @param inactive the hours of closed days, if known; it has no day of {@code hours}
 */
public record WeeklySchedule(@Nullable Map<DayOfWeek, DayHours> hours, Map<DayOfWeek, InactiveHours> inactive) {
    public static final WeeklySchedule ALWAYS = new WeeklySchedule(null);

    public WeeklySchedule {
        hours = hours == null || hours.isEmpty() ? emptyOrNull(hours) : Map.copyOf(new EnumMap<>(hours));
        inactive = Map.copyOf(inactive);
        if (hours != null && inactive.keySet().stream().anyMatch(hours::containsKey)) {
            throw new IllegalArgumentException("a day is active or not");
        }
    }

    /** A schedule without hours of closed days. */
    public WeeklySchedule(@Nullable Map<DayOfWeek, DayHours> hours) {
        this(hours, Map.of());
    }

    private static @Nullable Map<DayOfWeek, DayHours> emptyOrNull(@Nullable Map<DayOfWeek, DayHours> hours) {
        return hours == null ? null : Map.of();
    }

    /** The window that opens on {@code day}; empty if the weekday is closed, or if the whole window lies in a gap. */
    Optional<Interval> window(LocalDate day, LocalClock clock) {
        DayHours open = hours == null ? null : hours.get(day.getDayOfWeek());
        if (open == null) {
            return Optional.empty();
        }
        LocalDate lastDay = open.pastMidnight() ? day.plusDays(1) : day;
        Interval window = new Interval(
                clock.reaches(day.atStartOfDay().plusMinutes(open.start())),
                clock.leaves(lastDay.atStartOfDay().plusMinutes(open.stop())));
        // A day that the time zone skipped (Samoa, 2011-12-30) has no instants.
        return window.isEmpty() ? Optional.empty() : Optional.of(window);
    }

    /** The same schedule, without a first and a last day. */
    public DatedSchedule undated() {
        return new DatedSchedule(this, null, null);
    }
}
