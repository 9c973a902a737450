package io.vuelta.domain.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In every time zone, from 1970 to 2040; each zone with its own seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
class WindowsEverywhereTest {
    private static final int SAMPLES = 5;

    static Stream<Arguments> zones() {
        List<String> ids = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        return IntStream.range(0, ids.size()).mapToObj(seed -> Arguments.of(ids.get(seed), seed));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("zones")
    void a_schedule_opens_and_closes_as_its_zones_clock_says(ZoneId zone, int seed) {
        RandomSchedules random = new RandomSchedules(seed);
        List<ZoneOffsetTransition> changes = RandomSchedules.changes(zone);
        Collections.shuffle(changes, new Random(seed));
        for (ZoneOffsetTransition change : changes.stream().limit(SAMPLES).toList()) {
            agree(random.around(change), zone, random.near(change.getInstant()), random);
        }
        for (int i = 0; i < 3; i++) {
            agree(random.anywhere(), zone, random.anytime(), random);
        }
    }

    private static void agree(WeeklySchedule week, ZoneId zone, Instant at, RandomSchedules random) {
        DatedSchedule undated = week.undated();
        DatedSchedule dated = random.dated(week, LocalDate.ofInstant(at, zone));
        WindowOracle weeks = new WindowOracle(undated, zone, at);
        WindowOracle days = new WindowOracle(dated, zone, at);
        Stream.concat(
                        Stream.of(at),
                        weeks.edges().stream().flatMap(edge -> Stream.of(edge.minusNanos(1), edge, edge.plusNanos(1))))
                .filter(edge -> Duration.between(at, edge).abs().compareTo(Duration.ofDays(2)) < 0)
                .forEach(edge -> {
                    Supplier<String> description = () -> "%s in %s at %s".formatted(week, zone, edge);
                    assertThat(undated.isOpen(edge, zone)).as(description).isEqualTo(weeks.isOpen(edge));
                    assertThat(undated.nextOpen(edge, zone)).as(description).isEqualTo(weeks.nextOpen(edge));
                    assertThat(undated.closes(edge, zone)).as(description).isEqualTo(weeks.closes(edge));
                    assertThat(undated.nextStart(edge, zone)).as(description).isEqualTo(weeks.nextStart(edge));
                    Supplier<String> dates = () -> dated + " in " + zone + " at " + edge;
                    assertThat(dated.isOpen(edge, zone)).as(dates).isEqualTo(days.isOpen(edge));
                    assertThat(dated.nextOpen(edge, zone)).as(dates).isEqualTo(days.nextOpen(edge));
                    assertThat(dated.closes(edge, zone)).as(dates).isEqualTo(days.closes(edge));
                    assertThat(dated.nextStart(edge, zone)).as(dates).isEqualTo(days.nextStart(edge));
                    opensAndIsOpen(undated, zone, edge);
                });
    }

    private static void opensAndIsOpen(DatedSchedule week, ZoneId zone, Instant from) {
        Supplier<String> description = () -> "%s in %s from %s".formatted(week, zone, from);
        week.nextOpen(from, zone).ifPresent(opens -> {
            assertThat(week.isOpen(opens, zone)).as(description).isTrue();
            assertThat(opens).as(description).isAfterOrEqualTo(from);
            assertThat(opens.equals(from) || !week.isOpen(opens.minusNanos(1), zone))
                    .as(description)
                    .isTrue();
        });
        week.nextStart(from, zone).ifPresent(starts -> {
            assertThat(week.isOpen(starts, zone)).as(description).isTrue();
            assertThat(starts).as(description).isAfter(from);
            assertThat(week.nextOpen(from, zone).orElseThrow()).as(description).isBeforeOrEqualTo(starts);
        });
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("zones")
    void it_is_open_from_when_the_clock_first_shows_the_start_until_it_last_shows_the_stop(ZoneId zone, int seed) {
        RandomSchedules random = new RandomSchedules(-seed);
        List<ZoneOffsetTransition> changes = RandomSchedules.changes(zone).stream()
                .filter(change -> change.getOffsetBefore().getTotalSeconds() % 60 == 0
                        && change.getOffsetAfter().getTotalSeconds() % 60 == 0)
                .toList();
        if (!changes.isEmpty()) {
            ZoneOffsetTransition change = changes.get(Math.floorMod(seed * 31, changes.size()));
            byTheMinute(random.around(change), zone, change.getInstant().minus(Duration.ofHours(22)));
        }
    }

    /**
     * Compares nearly two days minute by minute, with one more day on each side for the times that the clock has shown
     * and will show.
     */
    private static void byTheMinute(WeeklySchedule week, ZoneId zone, Instant from) {
        int margin = 26 * 60;
        int minutes = 44 * 60;
        LocalDateTime[] highest = new LocalDateTime[margin + minutes + margin];
        LocalDateTime[] lowest = new LocalDateTime[highest.length];
        for (int i = 0; i < highest.length; i++) {
            LocalDateTime shown = shown(from.plus(Duration.ofMinutes(i - margin)), zone);
            highest[i] = i > 0 && highest[i - 1].isAfter(shown) ? highest[i - 1] : shown;
        }
        for (int i = highest.length - 1; i >= 0; i--) {
            LocalDateTime shown = shown(from.plus(Duration.ofMinutes(i - margin)), zone);
            lowest[i] = i < highest.length - 1 && lowest[i + 1].isBefore(shown) ? lowest[i + 1] : shown;
        }
        Optional<Instant> waited = Optional.empty();
        for (int i = margin + minutes - 1; i >= margin; i--) {
            Instant at = from.plus(Duration.ofMinutes(i - margin));
            boolean open = open(week, highest[i], lowest[i], lowest[i + 1]);
            Supplier<String> description = () -> "%s in %s at %s".formatted(week, zone, at);
            assertThat(week.undated().isOpen(at, zone)).as(description).isEqualTo(open);
            waited = open ? Optional.of(at) : waited;
            if (waited.isPresent() && i % 15 == 0) {
                assertThat(week.undated().nextOpen(at, zone)).as(description).isEqualTo(waited);
            }
        }
    }

    private static LocalDateTime shown(Instant at, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        return LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset);
    }

    /** Whether the clock has reached a start, and has not yet shown the stop or will show it again. */
    private static boolean open(
            WeeklySchedule week, LocalDateTime highest, LocalDateTime lowest, LocalDateTime lowestLater) {
        for (LocalDate day = lowest.toLocalDate().minusDays(1);
                !day.isAfter(highest.toLocalDate());
                day = day.plusDays(1)) {
            DayHours hours = week.hours() == null ? null : week.hours().get(day.getDayOfWeek());
            if (hours != null) {
                LocalDateTime start = day.atTime(0, 0).plusMinutes(hours.start());
                LocalDateTime stop =
                        day.atTime(0, 0).plusMinutes(hours.stop() + (hours.stop() < hours.start() ? 1440 : 0));
                if (!highest.isBefore(start) && (lowest.isBefore(stop) || !lowestLater.isAfter(stop))) {
                    return true;
                }
            }
        }
        return false;
    }
}
