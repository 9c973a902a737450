package io.vuelta.domain.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.window.Hours.Place;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
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

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HoursTest {

    private static Place place(String zone, String start, String stop) {
        return place(zone, start, stop, null, null);
    }

    private static Place place(
            String zone, String start, String stop, @Nullable LocalDate firstDay, @Nullable LocalDate lastDay) {
        Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, DayHours.of(start, stop));
        }
        return new Place(new DatedSchedule(new WeeklySchedule(hours), firstDay, lastDay), ZoneId.of(zone));
    }

    @Test
    void hours_without_a_place_are_always_open() {
        Hours always = new Hours(List.of());

        assertThat(always.isOpen(Instant.EPOCH)).isTrue();
        assertThat(always.nextOpen(Instant.EPOCH)).contains(Instant.EPOCH);
        assertThat(always.closes(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest(name = "from {0}: open {1}, next {2}, closes {3}")
    @CsvSource({
        // January: New York opens at 14:00Z, Los Angeles at 17:00Z and closes at 02:00Z, New York at 23:00Z.
        "2026-01-05T13:59:59Z,false,2026-01-05T17:00:00Z,",
        "2026-01-05T14:00:00Z,false,2026-01-05T17:00:00Z,2026-01-05T23:00:00Z",
        "2026-01-05T16:59:59Z,false,2026-01-05T17:00:00Z,2026-01-05T23:00:00Z",
        "2026-01-05T17:00:00Z,true,2026-01-05T17:00:00Z,2026-01-05T23:00:00Z",
        "2026-01-05T22:59:59Z,true,2026-01-05T22:59:59Z,2026-01-05T23:00:00Z",
        "2026-01-05T23:00:00Z,false,2026-01-06T17:00:00Z,2026-01-06T02:00:00Z"
    })
    void hours_are_open_when_all_places_are_open(Instant from, boolean open, Instant opens, @Nullable Instant closes) {
        Hours both = new Hours(
                List.of(place("America/New_York", "09:00", "18:00"), place("America/Los_Angeles", "09:00", "18:00")));

        assertThat(both.isOpen(from)).isEqualTo(open);
        assertThat(both.nextOpen(from)).contains(opens);
        assertThat(both.closes(from).orElse(null)).isEqualTo(closes);
    }

    @Test
    void places_whose_hours_adjoin_without_overlap_are_never_open_together() {
        assertThat(new Hours(List.of(place("UTC", "09:00", "12:00"), place("UTC", "12:00", "15:00")))
                        .nextOpen(Instant.EPOCH))
                .isEmpty();
        assertThat(new Hours(List.of(place("UTC", "09:00", "12:01"), place("UTC", "12:00", "15:00")))
                        .nextOpen(Instant.EPOCH))
                .contains(Instant.parse("1970-01-01T12:00:00Z"));
    }

    @ParameterizedTest(name = "from {0} they meet: {1}")
    @CsvSource({
        // In winter Chicago's clock is Mexico City's; from 8 March to 1 November 2026 it is an hour ahead.
        "2026-03-07T15:00:00Z,2026-03-07T15:00:00Z",
        "2026-03-08T12:00:00Z,",
        "2026-08-31T16:00:00Z,",
        "2026-09-01T16:00:00Z,2026-11-01T15:00:00Z"
    })
    void the_search_for_common_hours_ends_after_sixty_days(Instant from, @Nullable Instant meet) {
        Hours hour = new Hours(
                List.of(place("America/Mexico_City", "09:00", "10:00"), place("America/Chicago", "09:00", "10:00")));

        assertThat(hour.nextOpen(from).orElse(null)).isEqualTo(meet);
    }

    @Test
    void a_first_day_in_the_far_future_is_found() {
        LocalDate first = LocalDate.parse("2028-02-29");
        Hours later = new Hours(List.of(
                place("UTC", "09:00", "12:00"),
                place("UTC", "08:00", "10:00", first, null),
                place("UTC", "11:00", "09:30")));

        assertThat(later.nextOpen(Instant.parse("2026-01-01T00:00:00Z")))
                .contains(Instant.parse("2028-02-29T09:00:00Z"));
    }

    @Test
    void a_place_after_its_last_day_never_opens_again() {
        LocalDate last = LocalDate.parse("2026-01-05");
        Hours over = new Hours(List.of(place("UTC", "09:00", "12:00"), place("UTC", "08:00", "10:00", null, last)));

        assertThat(over.nextOpen(Instant.parse("2026-01-05T09:59:59Z")))
                .contains(Instant.parse("2026-01-05T09:59:59Z"));
        assertThat(over.nextOpen(Instant.parse("2026-01-05T10:00:00Z"))).isEmpty();
    }

    @Test
    void forty_zones_around_the_world_have_an_answer_with_or_without_common_hours() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        List<Place> narrow = new ArrayList<>();
        List<Place> wide = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String zone = zones.get(i * zones.size() / 40);
            narrow.add(place(zone, "09:00", "18:00"));
            wide.add(place(zone, "03:00", "02:59"));
        }

        assertThat(new Hours(narrow).nextOpen(Instant.EPOCH)).isEmpty();
        Instant meet = new Hours(wide).nextOpen(Instant.EPOCH).orElseThrow();
        assertThat(new Hours(wide).isOpen(meet)).isTrue();
    }

    // Two or three places, minute by minute

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_minute_before_the_next_opening_is_open_in_all_places(long seed) {
        Random random = new Random(seed);
        RandomSchedules schedules = new RandomSchedules(seed);
        List<String> zones = List.of(
                "America/Mexico_City",
                "America/New_York",
                "America/Santiago",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Europe/Berlin",
                "Pacific/Apia");
        Instant from = Instant.EPOCH;
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var changes = RandomSchedules.changes(zone);
            var change = changes.get(random.nextInt(changes.size()));
            WeeklySchedule week = random.nextBoolean() ? schedules.around(change) : schedules.anywhere();
            from = i == 0 ? schedules.near(change.getInstant()).truncatedTo(ChronoUnit.SECONDS) : from;
            places.add(new Place(schedules.dated(week, LocalDate.ofInstant(from, zone)), zone));
        }
        Hours hours = new Hours(places);

        Optional<Instant> next = hours.nextOpen(from);

        assertThat(next).as("%s from %s", hours, from).isEqualTo(byTheMinute(places, from, next));
    }

    /** The first minute at which all are open, until shortly after the expected result, or within ten days. */
    private static Optional<Instant> byTheMinute(List<Place> places, Instant from, Optional<Instant> said) {
        Instant until = said.orElse(from.plus(Duration.ofDays(10))).plusSeconds(60);
        for (Instant at = from; at.isBefore(until); at = nextMinute(at)) {
            boolean open = true;
            for (Place place : places) {
                open = open && place.schedule().isOpen(at, place.zone());
            }
            if (open) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Instant nextMinute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    }
}
