package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The editor of weekly hours, compared with the API's rule. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class HoursIT {
    private static final List<String> ZONES =
            List.of("America/Mexico_City", "America/New_York", "Europe/Madrid", "Australia/Lord_Howe");
    private static final String REFUSED = "refused";

    private final Browser browser = WithConsole.stack().browser();

    /** The typed text and the sent value; empty if the editor refuses to save it. */
    @ParameterizedTest
    @CsvSource({
        "9, 18, 09:00-18:00",
        "9:30, 18.15, 09:30-18:15",
        "930, 1815, 09:30-18:15",
        "9h, 18 hrs, 09:00-18:00",
        "0, 24, 00:00-24:00",
        "00:00, 24:00, 00:00-24:00",
        "22:00, 06:00, 22:00-06:00",
        "22:00, 00:00, 22:00-00:00",
        "00:00, 23:59, 00:00-23:59",
        "23:59, 24:00, 23:59-24:00",
        "24:00, 06:00, refused",
        "24, 24, refused",
        "09:00, 09:00, refused",
        "00:00, 00:00, refused",
        "9, 9:00, refused",
        "09:00, 24:01, refused",
        "25:00, 26:00, refused",
        "09:60, 18:00, refused",
        "-1, 18:00, refused",
        "nine, 18:00, refused",
        "'', 18:00, refused",
        "09:00, '', refused",
        "9:3, 18:00, refused"
    })
    void the_editor_accepts_the_same_hours_as_the_api(String start, String stop, String sent) {
        String found = sent(List.of(start + "|" + stop)).getFirst();

        assertThat(found).isEqualTo(sent);
        assertThat(taken(found.equals(REFUSED) ? start + "-" + stop : found)).isEqualTo(!found.equals(REFUSED));
    }

    /** Every pair of quarter hours, and random minutes. */
    @Test
    void editor_and_api_accept_the_same_times() {
        List<String> typed = new ArrayList<>();
        Random random = new Random(1);
        for (int start = 0; start <= 24 * 60; start += 15) {
            for (int stop = 0; stop <= 24 * 60; stop += 45) {
                typed.add(text(start) + "|" + text(stop));
            }
            typed.add(text(random.nextInt(24 * 60 + 1)) + "|" + text(random.nextInt(24 * 60 + 1)));
        }

        List<String> found = sent(typed);

        for (int i = 0; i < typed.size(); i++) {
            String given = typed.get(i).replace('|', '-');
            assertThat(found.get(i)).as(given).isEqualTo(taken(given) ? given : REFUSED);
        }
    }

    private static String text(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private static boolean taken(String hours) {
        try {
            String[] parts = hours.split("-", 2);
            return DayHours.of(parts[0], parts[1]) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private List<String> sent(List<String> typed) {
        return texts(evaluated("""
                typed => typed.map(line => {
                    const [start, stop] = line.split('|');
                    const week = {...closedWeek(), anyTime: false};
                    week.days.tue = {active: true, ranges: [{start, stop}]};
                    if (problemsOf(week).length > 0) return 'refused';
                    const {startTime, stopTime, active} = weekTo(week).tue;
                    return active ? `${startTime}-${stopTime}` : 'closed';
                })
                """, typed));
    }

    /** The opening that the editor shows is the one at which the campaign starts, also when clocks change. */
    @Test
    void editor_and_api_compute_the_same_next_opening() {
        List<Map<String, Object>> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
            for (int days = 1 + random.nextInt(4); hours.size() < days; ) {
                int start = 5 * random.nextInt(24 * 12);
                int stop = 5 * random.nextInt(24 * 12 + 1);
                if (start != stop) {
                    hours.put(DayOfWeek.of(1 + random.nextInt(7)), new DayHours(start, stop));
                }
            }
            String zone = ZONES.get(i % ZONES.size());
            Instant now = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * random.nextInt(60 * 24 * 270));
            WeeklySchedule week = new WeeklySchedule(hours);
            asked.add(Map.of("zone", zone, "now", now.toEpochMilli(), "week", wire(hours)));
            expected.add(
                    week.undated().isOpen(now, ZoneId.of(zone))
                            ? "open"
                            : week.undated()
                                    .nextOpen(now, ZoneId.of(zone))
                                    .map(Instant::toString)
                                    .orElse("never"));
        }

        List<String> found = texts(evaluated("""
                all => all.map(({zone, now, week}) => {
                    const {open, at} = nextOpening(weekFrom(week), zone, now);
                    return open ? 'open' : at === null ? 'never' : new Date(at).toISOString().replace('.000Z', 'Z');
                })
                """, asked));

        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).as(asked.get(i).toString()).isEqualTo(expected.get(i));
        }
    }

    private static Map<String, Object> wire(Map<DayOfWeek, DayHours> hours) {
        Map<String, Object> week = new java.util.HashMap<>();
        hours.forEach((day, open) -> week.put(
                day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT),
                Map.of("startTime", open.startTime(), "stopTime", open.stopTime(), "active", true)));
        return week;
    }

    /** The result of a function of week.js; the expression can use all its exports. */
    private Object evaluated(String function, Object argument) {
        if (!String.valueOf(browser.address()).contains("/console/")) {
            WithConsole.stack().open("campaigns");
        }
        return java.util.Objects.requireNonNull(browser.asynchronous("""
                const [given, done] = arguments;
                const week = document.querySelector('script[type=module]').src.replace('app.js', 'week.js');
                import(week).then(({closedWeek, problemsOf, weekTo, weekFrom, nextOpening}) =>
                    done((%s)(given)), error => done([String(error)])).catch(error => done([String(error)]));
                """.formatted(function.strip()), argument));
    }

    private static List<String> texts(Object answer) {
        return ((List<?>) answer).stream().map(String::valueOf).toList();
    }
}
