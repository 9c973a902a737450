package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The browser's arithmetic of times, compared with java.time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class TimesIT {
    private static final List<String> ZONES =
            List.of("America/Mexico_City", "America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kolkata");

    private final ConsoleStack stack = WithConsole.stack();

    /** Also when clocks change: of an hour that happens twice the first is used, of a skipped hour its end. */
    @Test
    void a_local_time_becomes_the_same_instant_as_in_java() {
        List<LocalDateTime> times = new ArrayList<>(List.of(
                LocalDateTime.of(2026, 3, 8, 2, 30),
                LocalDateTime.of(2026, 11, 1, 1, 30),
                LocalDateTime.of(2026, 3, 29, 2, 15),
                LocalDateTime.of(2026, 10, 25, 2, 15),
                LocalDateTime.of(2026, 10, 4, 2, 10),
                LocalDateTime.of(2026, 4, 5, 1, 45),
                LocalDateTime.of(2026, 12, 31, 23, 59)));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            times.add(LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(365 * 24 * 60)));
        }
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String zone : ZONES) {
            for (LocalDateTime time : times) {
                asked.add(zone + " " + time.format(DateTimeFormatter.ofPattern("yyyy MM dd HH mm")));
                expected.add(instant(time, ZoneId.of(zone)));
            }
        }
        stack.open("campaigns");

        Object found = stack.browser().asynchronous("""
                const [asked, done] = arguments;
                const core = document.querySelector('script[type=module]').src.replace('app.js', 'core.js');
                import(core).then(({localToInstant}) => done(asked.map(line => {
                    const [zone, year, month, day, hour, minute] = line.split(' ').map((part, i) => i ? Number(part) : part);
                    return new Date(localToInstant({year, month, day, hour, minute}, zone).iso).toISOString();
                })), error => done(String(error)));
                """, asked);

        assertThat(found).isEqualTo(expected);
    }

    private static String instant(LocalDateTime time, ZoneId zone) {
        var gap = zone.getRules().getTransition(time);
        Instant instant = gap != null && gap.isGap()
                ? gap.getInstant()
                : time.atZone(zone).toInstant();
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }
}
