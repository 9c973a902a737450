package vuelta.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScheduleExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** In Berlin clocks go forward on 28 March 2027 at 02:00, and back on 25 October 2026 at 03:00. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(30 2 * * ? *)       | 2027-03-26T12:00 | 2027-03-27T02:30 2027-03-29T02:30 2027-03-30T02:30
            cron(0 2 * * ? *)        | 2027-03-27T12:00 | 2027-03-29T02:00
            cron(0 3 * * ? *)        | 2027-03-27T12:00 | 2027-03-28T03:00 2027-03-29T03:00
            cron(0/30 1-3 * * ? *)   | 2027-03-28T00:00 | 2027-03-28T01:00 2027-03-28T01:30 2027-03-28T03:00
            cron(30 2 * * ? *)       | 2026-10-24T00:00 | 2026-10-24T02:30 2026-10-25T02:30 2026-10-26T02:30
            cron(0/30 2-3 * * ? *)   | 2026-10-25T01:59 | 2026-10-25T02:00 2026-10-25T02:30 2026-10-25T03:00
            cron(0 9 ? * MON-FRI *)  | 2026-11-20T12:00 | 2026-11-23T09:00 2026-11-24T09:00
            cron(0 9 ? * 1 *)        | 2026-11-20T12:00 | 2026-11-22T09:00 2026-11-29T09:00
            cron(0 8 L * ? *)        | 2026-11-20T12:00 | 2026-11-30T08:00 2026-12-31T08:00
            cron(0 8 ? * 2#1 *)      | 2026-11-20T12:00 | 2026-12-07T08:00 2027-01-04T08:00
            cron(0 8 ? * 6L *)       | 2026-11-20T12:00 | 2026-11-27T08:00 2026-12-25T08:00
            cron(0 8 15W * ? *)      | 2026-11-01T12:00 | 2026-11-16T08:00 2026-12-15T08:00
            cron(0/15 8-9 ? * MON *) | 2026-11-23T09:29 | 2026-11-23T09:30 2026-11-23T09:45 2026-11-30T08:00
            cron(0 8 29 2 ? *)       | 2026-11-20T12:00 | 2028-02-29T08:00 2032-02-29T08:00
            """)
    void a_cron_fires_at_these_times_of_Berlin(String text, LocalDateTime from, String expected) {
        ScheduleExpression expression = ScheduleExpression.parse(text);
        List<Instant> times = new ArrayList<>();
        Instant previous = from.atZone(BERLIN).toInstant();
        for (int i = 0; i < expected.split(" ").length; i++) {
            previous = expression.after(previous, previous, BERLIN).orElseThrow();
            times.add(previous);
        }
        assertThat(times)
                .map(time -> LocalDateTime.ofInstant(time, BERLIN).toString())
                .containsExactly(expected.split(" "));
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_time_that_exists_twice_fires_at_the_first_and_not_again_between_them() {
        ScheduleExpression expression = ScheduleExpression.parse("cron(30 2 * * ? *)");
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(expression.after(first.minusSeconds(1), first, BERLIN)).contains(first);
        assertThat(expression.after(Instant.parse("2026-10-25T01:10:00Z"), first, BERLIN))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0 8 1 1 ? 2025)", "cron(0 8 30 2 ? *)", "cron(30 2 28 3 ? 2027)"})
    void a_cron_without_a_time_to_come_never_fires(String text) {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(ScheduleExpression.parse(text).first(now, BERLIN)).isEmpty();
    }

    @Test
    void a_zone_that_skipped_a_whole_day_skips_that_day() {
        // Samoa had no 30 December 2011.
        ScheduleExpression expression = ScheduleExpression.parse("cron(* * * * ? *)");
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant lastMinute =
                LocalDateTime.parse("2011-12-29T23:59").atZone(apia).toInstant();
        assertThat(expression.after(lastMinute, lastMinute, apia)).contains(lastMinute.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "at(2026-11-20T12:00:00), UTC,           2026-11-20T12:00:00Z",
        "at(2026-11-20T12:00:00), Europe/Berlin, 2026-11-20T11:00:00Z",
        "at(2026-10-25T02:30:00), Europe/Berlin, 2026-10-25T00:30:00Z",
        "at(2027-03-28T01:59:59), Europe/Berlin, 2027-03-28T00:59:59Z",
        "at(2027-03-28T02:00:00), Europe/Berlin,",
        "at(2027-03-28T02:59:59), Europe/Berlin,",
        "at(2027-03-28T03:00:00), Europe/Berlin, 2027-03-28T01:00:00Z"
    })
    void a_one_time_expression_fires_once_at_its_local_time_or_never_if_clocks_skip_it(
            String text, String zone, Instant expected) {
        ScheduleExpression expression = ScheduleExpression.parse(text);
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(expression.first(now, ZoneId.of(zone))).isEqualTo(Optional.ofNullable(expected));
        assertThat(expression.after(Instant.EPOCH, now, ZoneId.of(zone))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rate(1 minute),  2026-03-28T12:00:59Z, 2026-03-28T12:01:00Z",
        "rate(5 minutes), 2026-03-28T12:05:00Z, 2026-03-28T12:10:00Z",
        "rate(2 hours),   2026-03-28T12:00:00Z, 2026-03-28T14:00:00Z",
        "rate(2 hours),   2026-03-28T11:00:00Z, 2026-03-28T12:00:00Z",
        "rate(1 days),    2026-03-28T12:00:00Z, 2026-03-29T12:00:00Z"
    })
    void a_rate_counts_from_its_beginning_and_a_day_is_24_hours(String text, Instant previous, Instant expected) {
        Instant beginning = Instant.parse("2026-03-28T12:00:00Z");
        assertThat(ScheduleExpression.parse(text).first(beginning, BERLIN)).contains(beginning);
        assertThat(ScheduleExpression.parse(text).after(previous, beginning, BERLIN))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every day",
                "at(2026-13-01T00:00:00)",
                "at(2026-02-29T00:00:00)",
                "at(2026-02-28T24:00:00)",
                "at(2026-02-28T10:00)",
                "at(2026-02-28T10:00:00Z)",
                "rate(0 minutes)",
                "rate(-1 minutes)",
                "rate(1.5 hours)",
                "rate(1 fortnight)",
                "rate(5minutes)",
                "cron()",
                "cron(30 2 * * *)",
                "cron(0 8 * * ?)",
                "cron(0 30 2 * * ? *)",
                "cron(30 2 * * * *)",
                "cron(0 0 ? * ? *)",
                "cron(60 2 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 8 32 * ? *)",
                "cron(0 8 * 13 ? *)",
                "cron(0 8 ? * 8 *)",
                "cron(0 8 ? * 0 *)",
                "cron(0 8 * * ? 1969)",
                "cron(0 8 * * ? 2200)",
                "CRON(0 8 * * ? *)"
            })
    void what_is_no_expression_is_refused_by_the_name_of_the_field(String text) {
        assertThatThrownBy(() -> ScheduleExpression.parse(text))
                .isInstanceOf(RequestRefused.class)
                .hasMessageStartingWith("ScheduleExpression ");
    }
}
