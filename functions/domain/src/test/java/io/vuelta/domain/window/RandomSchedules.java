package io.vuelta.domain.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Schedules and instants for difficult cases: windows that begin and end when a zone changes its clock. */
final class RandomSchedules {
    private static final int DAY = 24 * 60;
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2041-01-01T00:00:00Z");

    private final Random random;

    RandomSchedules(long seed) {
        random = new Random(seed);
    }

    /** Every change of the zone's clock from 1970 to 2040. */
    static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(LAST)) {
            changes.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    WeeklySchedule anywhere() {
        return week(List.of(0, DAY));
    }

    WeeklySchedule around(ZoneOffsetTransition change) {
        return week(List.of(
                minute(change.getDateTimeBefore().toLocalTime()),
                minute(change.getDateTimeAfter().toLocalTime())));
    }

    DatedSchedule dated(WeeklySchedule week, LocalDate around) {
        LocalDate first = random.nextBoolean() ? null : around.plusDays(random.nextInt(-6, 4));
        LocalDate last = random.nextBoolean() ? null : (first == null ? around : first).plusDays(random.nextInt(4));
        return new DatedSchedule(week, first, last);
    }

    Instant anytime() {
        return FIRST.plusSeconds(random.nextLong(ChronoUnit.SECONDS.between(FIRST, LAST)));
    }

    Instant near(Instant change) {
        return switch (random.nextInt(4)) {
            case 0 -> change;
            case 1 -> change.minusNanos(1);
            default -> change.plus(Duration.ofSeconds(random.nextInt(-2 * 86_400, 2 * 86_400)));
        };
    }

    private WeeklySchedule week(List<Integer> pivots) {
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        int active = random.nextInt(1, 5);
        for (DayOfWeek day : DayOfWeek.values()) {
            int start = Math.floorMod(minute(pivots), DAY);
            int stop = minute(pivots);
            if (random.nextInt(4) < active && start != stop) {
                hours.put(day, new DayHours(start, stop));
            }
        }
        return new WeeklySchedule(hours);
    }

    private int minute(List<Integer> pivots) {
        if (random.nextInt(3) == 0) {
            return random.nextInt(DAY + 1);
        }
        int minute = pivots.get(random.nextInt(pivots.size())) + random.nextInt(-1, 2) * random.nextInt(1, 40);
        return minute == DAY ? DAY : Math.floorMod(minute, DAY);
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }
}
