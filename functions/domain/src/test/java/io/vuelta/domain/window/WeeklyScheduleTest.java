package io.vuelta.domain.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeeklyScheduleTest {
    private static DatedSchedule daily(String start, String stop) {
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, DayHours.of(start, stop));
        }
        return new WeeklySchedule(hours).undated();
    }

    private static final DatedSchedule OFFICE =
            new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00"))).undated();

    // Hours

    @ParameterizedTest
    @ValueSource(strings = {"9:00", "24:01", "23:60", "", "09-00", "25:00", "09:00:00", " 09:00"})
    void an_invalid_time_is_refused(String time) {
        assertThatThrownBy(() -> DayHours.of(time, "12:00")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"09:00,09:00", "24:00,09:00", "00:00,00:00"})
    void equal_times_and_a_start_at_the_days_end_are_refused(String start, String stop) {
        assertThatThrownBy(() -> DayHours.of(start, stop)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"00:00,24:00,false", "09:00,09:01,false", "22:00,02:00,true", "00:01,00:00,true"})
    void a_stop_before_the_start_is_on_the_next_day(String start, String stop, boolean pastMidnight) {
        DayHours hours = DayHours.of(start, stop);

        assertThat(hours.pastMidnight()).isEqualTo(pastMidnight);
        assertThat(hours.startTime()).isEqualTo(start);
        assertThat(hours.stopTime()).isEqualTo(stop);
    }

    // At the limits

    @ParameterizedTest(name = "at {0}: open {1}")
    @CsvSource({
        "2026-03-02T14:59:59.999Z,false", // A Monday, Mexico City is 6 h behind.
        "2026-03-02T15:00:00Z,true",
        "2026-03-02T23:59:59.999Z,true",
        "2026-03-03T00:00:00Z,false",
        "2026-03-03T16:00:00Z,false"
    })
    void a_window_is_open_from_its_start_until_just_before_its_stop(Instant at, boolean open) {
        assertThat(OFFICE.isOpen(at, ZoneId.of("America/Mexico_City"))).isEqualTo(open);
    }

    @ParameterizedTest(name = "after {0} it opens at {1}")
    @CsvSource({
        "2026-03-02T14:00:00Z,2026-03-02T15:00:00Z",
        "2026-03-02T15:00:01Z,2026-03-02T15:00:01Z",
        "2026-03-03T00:00:00Z,2026-03-09T15:00:00Z"
    })
    void the_next_opening_is_now_or_the_next_start(Instant from, Instant opens) {
        assertThat(OFFICE.nextOpen(from, ZoneId.of("America/Mexico_City"))).contains(opens);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-03-06T21:59:00Z,false", // Friday
        "2026-03-06T22:00:00Z,true",
        "2026-03-07T00:00:00Z,true",
        "2026-03-07T01:59:00Z,true",
        "2026-03-07T02:00:00Z,false",
        "2026-03-07T22:00:00Z,false",
        "2026-03-06T01:00:00Z,false"
    })
    void a_window_past_midnight_belongs_to_the_day_on_which_it_opens(Instant at, boolean open) {
        DatedSchedule friday = new WeeklySchedule(Map.of(DayOfWeek.FRIDAY, DayHours.of("22:00", "02:00"))).undated();

        assertThat(friday.isOpen(at, ZoneId.of("UTC"))).isEqualTo(open);
    }

    @Test
    void any_time_is_never_closed_and_a_week_without_active_days_is_never_open() {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");
        ZoneId zone = ZoneId.of("UTC");
        assertThat(WeeklySchedule.ALWAYS.undated().nextOpen(now, zone)).contains(now);
        assertThat(WeeklySchedule.ALWAYS.undated().closes(now, zone)).isEmpty();
        assertThat(new WeeklySchedule(Map.of()).undated().nextOpen(now, zone)).isEmpty();
        assertThat(new WeeklySchedule(Map.of()).undated().isOpen(now, zone)).isFalse();
    }

    @ParameterizedTest(name = "after {0} the next one opens at {1}")
    @CsvSource({
        "2026-03-02T14:59:59.999Z,2026-03-02T15:00:00Z",
        "2026-03-02T15:00:00Z,2026-03-09T15:00:00Z",
        "2026-03-02T15:00:00.001Z,2026-03-09T15:00:00Z",
        "2026-03-09T15:00:00Z,2026-03-16T15:00:00Z"
    })
    void the_next_start_is_later_even_while_it_is_open(Instant after, Instant opens) {
        assertThat(OFFICE.nextStart(after, ZoneId.of("America/Mexico_City"))).contains(opens);
    }

    @ParameterizedTest(name = "after {0} the next one opens at {1}")
    @CsvSource({
        "2026-03-06T21:59:00Z,2026-03-06T22:00:00Z",
        "2026-03-06T22:00:00Z,2026-03-07T01:00:00Z",
        "2026-03-07T01:00:00Z,2026-03-08T00:00:00Z",
        "2026-03-08T00:00:00Z,2026-03-13T22:00:00Z"
    })
    void a_day_whose_window_adjoins_or_overlaps_another_starts_too(Instant after, Instant opens) {
        DatedSchedule weekend = new WeeklySchedule(Map.of(
                        DayOfWeek.FRIDAY, DayHours.of("22:00", "02:00"),
                        DayOfWeek.SATURDAY, DayHours.of("01:00", "24:00"),
                        DayOfWeek.SUNDAY, DayHours.of("00:00", "12:00")))
                .undated();

        assertThat(weekend.nextStart(after, ZoneId.of("UTC"))).contains(opens);
        assertThat(weekend.isOpen(opens, ZoneId.of("UTC"))).isTrue();
    }

    @Test
    void any_time_and_a_week_without_active_days_have_no_start() {
        Instant now = Instant.parse("2026-03-02T15:00:00Z");

        assertThat(WeeklySchedule.ALWAYS.undated().nextStart(now, ZoneId.of("UTC")))
                .isEmpty();
        assertThat(new WeeklySchedule(Map.of()).undated().nextStart(now, ZoneId.of("UTC")))
                .isEmpty();
    }

    // Daylight saving and other changes

    @ParameterizedTest(name = "{0} {1}-{2}: after {3} the next one opens at {4}")
    @CsvSource({
        // A start that occurs twice is one start; a start in a gap is at the end of the gap.
        "America/New_York,01:30,05:00,2026-11-01T05:30:00Z,2026-11-02T06:30:00Z",
        "America/New_York,02:30,05:00,2026-03-08T06:59:59Z,2026-03-08T07:00:00Z",
        "America/New_York,02:30,05:00,2026-03-08T07:00:00Z,2026-03-09T06:30:00Z",
        // A window that lies in the gap does not start; midnight that does not exist is 01:00.
        "Europe/Berlin,02:10,02:50,2026-03-28T01:10:00Z,2026-03-30T00:10:00Z",
        "America/Santiago,00:00,01:30,2026-09-05T12:00:00Z,2026-09-06T04:00:00Z",
        // Three hours of gap, at 04:00 and at one minute past midnight.
        "Antarctica/Casey,04:30,08:00,2018-10-06T12:00:00Z,2018-10-06T20:00:00Z",
        "Antarctica/Casey,00:00,00:01,2020-10-03T15:00:00Z,2020-10-03T16:00:00Z",
        "Antarctica/Casey,00:01,03:01,2020-10-03T12:00:00Z,2020-10-04T13:01:00Z",
        // Skipped days: Samoa's and Tokelau's 30 December 2011, Kiribati's 31 December 1994, Kwajalein's 21 August
        // 1993.
        "Pacific/Apia,09:00,18:00,2011-12-29T19:00:00Z,2011-12-30T19:00:00Z",
        "Pacific/Fakaofo,09:00,18:00,2011-12-29T20:00:00Z,2011-12-30T20:00:00Z",
        "Pacific/Kiritimati,09:00,18:00,1994-12-30T19:00:00Z,1994-12-31T19:00:00Z",
        "Kwajalein,09:00,18:00,1993-08-20T21:00:00Z,1993-08-21T21:00:00Z",
        // An overnight window of the skipped day opens where that day would have ended.
        "Pacific/Apia,22:00,02:00,2011-12-30T08:00:00Z,2011-12-30T10:00:00Z",
        "Pacific/Apia,22:00,02:00,2011-12-30T10:00:00Z,2011-12-31T08:00:00Z",
    })
    void daylight_saving_starts_once_and_early(String zone, String start, String stop, Instant after, Instant opens) {
        assertThat(daily(start, stop).nextStart(after, ZoneId.of(zone))).contains(opens);
    }

    @ParameterizedTest(name = "at {0}: open {1}")
    @CsvSource({
        // St. John's: at 00:01 on Sunday 7 November the clock was put back to 23:01 on Saturday, so 23:30 came twice,
        // and for a minute in between it was Sunday. Friday's window is open until the second 23:30.
        "2010-11-06T02:28:59Z,false",
        "2010-11-06T02:29:00Z,true",
        "2010-11-07T02:00:00Z,true",
        "2010-11-07T02:29:59Z,true",
        "2010-11-07T02:30:00Z,true",
        "2010-11-07T02:30:59.999Z,true",
        "2010-11-07T02:31:00Z,true",
        "2010-11-07T02:59:59.999Z,true",
        "2010-11-07T03:00:00Z,false"
    })
    void a_window_stays_open_where_the_clock_goes_back_over_midnight(Instant at, boolean open) {
        DatedSchedule window = new WeeklySchedule(Map.of(DayOfWeek.FRIDAY, DayHours.of("23:59", "23:30"))).undated();

        assertThat(window.isOpen(at, ZoneId.of("America/St_Johns"))).isEqualTo(open);
    }

    @ParameterizedTest(name = "at {0}: open {1}, next start {2}")
    @CsvSource({
        "2010-11-07T02:29:59Z,false,2010-11-07T02:30:00Z",
        "2010-11-07T02:30:00Z,true,2010-11-14T03:30:00Z",
        // It is Saturday once more.
        "2010-11-07T02:31:00Z,true,2010-11-14T03:30:00Z",
        "2010-11-07T03:30:59Z,true,2010-11-14T03:30:00Z",
        "2010-11-07T05:29:59Z,true,2010-11-14T03:30:00Z",
        "2010-11-07T05:30:00Z,false,2010-11-14T03:30:00Z"
    })
    void the_next_days_window_stays_open_where_the_clock_goes_back_over_midnight_into_it(
            Instant at, boolean open, Instant starts) {
        DatedSchedule window = new WeeklySchedule(Map.of(DayOfWeek.SUNDAY, DayHours.of("00:00", "02:00"))).undated();
        ZoneId stJohns = ZoneId.of("America/St_Johns");

        assertThat(window.isOpen(at, stJohns)).isEqualTo(open);
        assertThat(window.nextStart(at, stJohns)).contains(starts);
    }

    @ParameterizedTest(name = "{0} {1}-{2}: from {3} it opens at {4} and closes at {5}")
    @CsvSource({
        // Gap 02:00 to 03:00: a start in it opens at its end.
        "America/New_York,02:30,05:00,2026-03-08T05:00:00Z,2026-03-08T07:00:00Z,2026-03-08T09:00:00Z",
        "America/New_York,01:00,02:30,2026-03-08T05:00:00Z,2026-03-08T06:00:00Z,2026-03-08T07:00:00Z",
        "Europe/Berlin,02:00,04:00,2026-03-29T00:00:00Z,2026-03-29T01:00:00Z,2026-03-29T02:00:00Z",
        // A window that lies in the gap does not open that day.
        "Europe/Berlin,02:10,02:50,2026-03-29T00:00:00Z,2026-03-30T00:10:00Z,2026-03-30T00:50:00Z",
        // Overlap: the earlier start opens, the later stop closes, also where it is the time to which the clock goes
        // back.
        "Europe/Berlin,00:30,02:00,2026-10-24T22:00:00Z,2026-10-24T22:30:00Z,2026-10-25T01:00:00Z",
        "Europe/Berlin,00:30,01:59,2026-10-24T22:00:00Z,2026-10-24T22:30:00Z,2026-10-24T23:59:00Z",
        "Europe/Berlin,00:30,03:00,2026-10-24T22:00:00Z,2026-10-24T22:30:00Z,2026-10-25T02:00:00Z",
        "America/New_York,01:30,05:00,2026-11-01T04:00:00Z,2026-11-01T05:30:00Z,2026-11-01T10:00:00Z",
        "America/New_York,00:30,01:30,2026-11-01T04:00:00Z,2026-11-01T04:30:00Z,2026-11-01T06:30:00Z",
        "Europe/Berlin,02:30,02:45,2026-10-25T00:00:00Z,2026-10-25T00:30:00Z,2026-10-25T01:45:00Z",
        // Midnight itself is skipped, or comes twice.
        "America/Santiago,00:00,01:30,2026-09-06T03:00:00Z,2026-09-06T04:00:00Z,2026-09-06T04:30:00Z",
        "America/Santiago,23:30,24:00,2026-04-05T02:00:00Z,2026-04-05T02:30:00Z,2026-04-05T04:00:00Z",
        // Samoa had no 30 December 2011.
        "Pacific/Apia,09:00,18:00,2011-12-30T05:00:00Z,2011-12-30T19:00:00Z,2011-12-31T04:00:00Z",
        // A quarter of an hour, and no daylight saving.
        "Asia/Kathmandu,09:00,18:00,2026-03-02T00:00:00Z,2026-03-02T03:15:00Z,2026-03-02T12:15:00Z",
    })
    void daylight_saving_opens_early_and_closes_late(
            String zone, String start, String stop, Instant from, Instant opens, Instant closes) {
        DatedSchedule window = daily(start, stop);

        assertThat(window.nextOpen(from, ZoneId.of(zone))).contains(opens);
        assertThat(window.isOpen(opens.minusMillis(1), ZoneId.of(zone))).isFalse();
        assertThat(window.closes(opens, ZoneId.of(zone))).contains(closes);
        assertThat(window.isOpen(closes.minusMillis(1), ZoneId.of(zone))).isTrue();
        assertThat(window.isOpen(closes, ZoneId.of(zone))).isFalse();
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(strings = {"2011-12-23T19:00:00Z", "2011-12-24T04:00:00Z", "2011-12-29T12:00:00Z"})
    void a_weekday_that_a_zone_skipped_opens_a_week_later(Instant after) {
        DatedSchedule fridays = new WeeklySchedule(Map.of(DayOfWeek.FRIDAY, DayHours.of("09:00", "18:00"))).undated();
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant opens = LocalDateTime.parse("2012-01-06T09:00").atZone(apia).toInstant();

        assertThat(fridays.nextStart(after, apia)).contains(opens);
        assertThat(fridays.nextOpen(after.plus(Duration.ofHours(9)), apia)).contains(opens);
    }

    // Everywhere and always

    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 600);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_minute_before_the_next_opening_is_open_and_it_is(long seed) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        WeeklySchedule window = window(random);
        Instant from = from(random, zone);

        Optional<Instant> next = window.undated().nextOpen(from, zone);

        Instant until = next.orElse(from.plus(Duration.ofDays(9)));
        for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofMinutes(7))) {
            assertThat(window.undated().isOpen(at, zone))
                    .as("%s in %s: %s", window, zone, at)
                    .isFalse();
        }
        next.ifPresent(opens -> {
            assertThat(window.undated().isOpen(opens, zone)).isTrue();
            assertThat(opens).isAfterOrEqualTo(from);
            if (opens.isAfter(from)) {
                assertThat(window.undated().isOpen(opens.minusNanos(1), zone)).isFalse();
            }
            Instant closes = window.undated().closes(opens, zone).orElseThrow();
            assertThat(closes).isAfter(opens);
            assertThat(window.undated().isOpen(closes.minusNanos(1), zone)).isTrue();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void without_a_clock_change_the_wall_clock_decides(long seed) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        WeeklySchedule window = window(random);
        Instant from = from(random, zone);
        for (int i = 0; i < 50; i++) {
            Instant at = from.plus(Duration.ofMinutes(random.nextInt(7 * 24 * 60)));
            boolean changes = !zone.getRules()
                    .getOffset(at.minus(Duration.ofDays(3)))
                    .equals(zone.getRules().getOffset(at.plus(Duration.ofDays(3))));
            if (!changes) {
                assertThat(window.undated().isOpen(at, zone))
                        .as("%s in %s: %s", window, zone, at)
                        .isEqualTo(byWallClock(window, at, zone));
            }
        }
    }

    private static boolean byWallClock(WeeklySchedule window, Instant at, ZoneId zone) {
        Map<DayOfWeek, DayHours> hours = window.hours();
        if (hours == null) {
            return true;
        }
        LocalDateTime local = at.atZone(zone).toLocalDateTime();
        int minute = local.getHour() * 60 + local.getMinute();
        return contains(hours.get(local.getDayOfWeek()), minute)
                || contains(hours.get(local.getDayOfWeek().minus(1)), minute + 24 * 60);
    }

    private static boolean contains(@Nullable DayHours hours, int minute) {
        if (hours == null) {
            return false;
        }
        int stop = hours.pastMidnight() ? hours.stop() + 24 * 60 : hours.stop();
        return minute >= hours.start() && minute < stop;
    }

    private static WeeklySchedule window(Random random) {
        Map<DayOfWeek, DayHours> hours = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            int start = random.nextInt(24 * 60);
            int stop = random.nextInt(4) == 0 ? start + 1 : random.nextInt(24 * 60 + 1);
            if (random.nextInt(3) > 0 && start != stop && stop <= 24 * 60) {
                hours.put(day, new DayHours(start, stop));
            }
        }
        return new WeeklySchedule(hours);
    }

    /** In one of the years 1970 to 2040, and mostly near a change of the zone's clocks. */
    private static Instant from(Random random, ZoneId zone) {
        Instant any =
                Instant.EPOCH.plus(random.nextInt(70 * 365), ChronoUnit.DAYS).plusSeconds(random.nextInt(86_400));
        var change = random.nextInt(4) == 0 ? null : zone.getRules().nextTransition(any);
        return change == null || change.getInstant().isAfter(Instant.parse("2040-01-01T00:00:00Z"))
                ? any
                : change.getInstant().minusSeconds(random.nextInt(2 * 86_400));
    }
}
