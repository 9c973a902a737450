package io.vuelta.domain.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DatedScheduleTest {
    private static final ZoneId MEXICO = ZoneId.of("America/Mexico_City"); // 6 h behind
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static DatedSchedule daily(String start, String stop, @Nullable String firstDay, @Nullable String lastDay) {
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, DayHours.of(start, stop));
        }
        return dated(new WeeklySchedule(hours), firstDay, lastDay);
    }

    private static DatedSchedule dated(WeeklySchedule week, @Nullable String firstDay, @Nullable String lastDay) {
        return new DatedSchedule(
                week,
                firstDay == null ? null : LocalDate.parse(firstDay),
                lastDay == null ? null : LocalDate.parse(lastDay));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-03,2026-03-02", "2027-01-01,2026-12-31"})
    void a_last_day_before_the_first_is_refused(String firstDay, String lastDay) {
        assertThatThrownBy(() -> daily("09:00", "18:00", firstDay, lastDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(firstDay)
                .hasMessageContaining(lastDay);
    }

    @ParameterizedTest(name = "at {0}: open {1}")
    @CsvSource({
        "2026-03-01T16:00:00Z,false",
        "2026-03-02T14:59:59.999Z,false",
        "2026-03-02T15:00:00Z,true",
        "2026-03-02T23:59:59.999Z,true",
        "2026-03-03T00:00:00Z,false",
        "2026-03-03T15:00:00Z,true",
        "2026-03-03T23:59:59.999Z,true",
        "2026-03-04T00:00:00Z,false",
        "2026-03-04T15:00:00Z,false"
    })
    void it_opens_from_the_first_day_to_the_last_and_on_no_other_day(Instant at, boolean open) {
        assertThat(daily("09:00", "18:00", "2026-03-02", "2026-03-03").isOpen(at, MEXICO))
                .isEqualTo(open);
    }

    @ParameterizedTest(name = "at {0}: open {1}, closes at {2}")
    @CsvSource({
        "2026-03-02T01:00:00Z,false,",
        "2026-03-02T21:59:59Z,false,",
        "2026-03-02T22:00:00Z,true,2026-03-03T02:00:00Z",
        "2026-03-03T01:59:59Z,true,2026-03-03T02:00:00Z",
        "2026-03-03T02:00:00Z,false,",
        "2026-03-03T22:00:00Z,false,"
    })
    void an_overnight_window_of_the_last_day_runs_to_its_end(Instant at, boolean open, @Nullable Instant closes) {
        DatedSchedule oneNight = daily("22:00", "02:00", "2026-03-02", "2026-03-02");

        assertThat(oneNight.isOpen(at, UTC)).isEqualTo(open);
        assertThat(oneNight.closes(at, UTC).orElse(null)).isEqualTo(closes);
    }

    @ParameterizedTest(name = "from {0}: next open {1}, next start {2}")
    @CsvSource({
        // However far away the first day is.
        "1999-01-01T00:00:00Z,2026-03-02T09:00:00Z,2026-03-02T09:00:00Z",
        "2026-03-02T08:59:59Z,2026-03-02T09:00:00Z,2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00Z,2026-03-02T09:00:00Z,2026-03-03T09:00:00Z",
        "2026-03-02T18:00:00Z,2026-03-03T09:00:00Z,2026-03-03T09:00:00Z",
        "2026-03-03T08:59:59Z,2026-03-03T09:00:00Z,2026-03-03T09:00:00Z",
        "2026-03-03T09:00:00Z,2026-03-03T09:00:00Z,",
        "2026-03-03T17:59:59Z,2026-03-03T17:59:59Z,",
        "2026-03-03T18:00:00Z,,",
        "2040-01-01T00:00:00Z,,"
    })
    void after_the_last_window_it_never_opens(Instant from, @Nullable Instant opens, @Nullable Instant starts) {
        DatedSchedule two = daily("09:00", "18:00", "2026-03-02", "2026-03-03");

        assertThat(two.nextOpen(from, UTC).orElse(null)).isEqualTo(opens);
        assertThat(two.nextStart(from, UTC).orElse(null)).isEqualTo(starts);
    }

    @Test
    void dates_without_the_weekday_never_open() {
        WeeklySchedule mondays = new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00")));
        Instant before = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(dated(mondays, "2026-03-03", "2026-03-08").nextOpen(before, UTC))
                .isEmpty();
        assertThat(dated(mondays, "2026-03-03", "2026-03-09").nextOpen(before, UTC))
                .contains(Instant.parse("2026-03-09T09:00:00Z"));
        assertThat(dated(mondays, "2026-03-03", null).nextOpen(before, UTC))
                .contains(Instant.parse("2026-03-09T09:00:00Z"));
    }

    @ParameterizedTest(name = "at {0}: open {1}, next open {2}, next start {3}")
    @CsvSource({
        "2026-03-02T05:59:59Z,false,2026-03-02T06:00:00Z,2026-03-02T06:00:00Z",
        "2026-03-02T06:00:00Z,true,2026-03-02T06:00:00Z,",
        "2026-03-04T05:59:59Z,true,2026-03-04T05:59:59Z,",
        "2026-03-04T06:00:00Z,false,,"
    })
    void any_time_between_two_dates_is_one_window(
            Instant at, boolean open, @Nullable Instant opens, @Nullable Instant starts) {
        DatedSchedule days = dated(WeeklySchedule.ALWAYS, "2026-03-02", "2026-03-03");

        assertThat(days.isOpen(at, MEXICO)).isEqualTo(open);
        assertThat(days.nextOpen(at, MEXICO).orElse(null)).isEqualTo(opens);
        assertThat(days.nextStart(at, MEXICO).orElse(null)).isEqualTo(starts);
        assertThat(days.closes(at, MEXICO).isPresent()).isEqualTo(open);
    }

    @Test
    void any_time_without_dates_is_always_open() {
        DatedSchedule always = dated(WeeklySchedule.ALWAYS, null, null);

        assertThat(always.isOpen(Instant.MAX, MEXICO)).isFalse();
        assertThat(always.nextOpen(Instant.MIN, MEXICO)).contains(Instant.MIN);
        assertThat(always.closes(Instant.EPOCH, MEXICO)).isEmpty();
        assertThat(always.nextStart(Instant.EPOCH, MEXICO)).isEmpty();
    }

    @Test
    void a_single_day_that_its_zone_skipped_never_opens() {
        Instant before = Instant.parse("2011-12-01T00:00:00Z");
        ZoneId apia = ZoneId.of("Pacific/Apia");

        assertThat(daily("09:00", "18:00", "2011-12-30", "2011-12-30").nextOpen(before, apia))
                .isEmpty();
        assertThat(dated(WeeklySchedule.ALWAYS, "2011-12-30", "2011-12-30").nextOpen(before, apia))
                .isEmpty();
    }
}
