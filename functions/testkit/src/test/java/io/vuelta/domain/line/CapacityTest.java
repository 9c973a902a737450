package io.vuelta.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.Capacity.Round;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many commands may be sent without a report, depending on the reports. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CapacityTest {
    private static final Instant T = Examples.MONDAY;
    private static final Duration QUICK = Duration.ofMillis(400);

    private static final Round NOTHING = new Round(0, 0, Duration.ZERO);

    private static Round round(int reported, int late) {
        return new Round(reported, late, QUICK);
    }

    @Test
    void the_window_starts_by_doubling_with_each_round_reported_in_time() {
        Capacity capacity = Capacity.UNKNOWN;
        List<Integer> windows = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            windows.add(capacity.window());
            capacity = capacity.with(round(capacity.window(), 0), T.plusSeconds(second));
        }

        assertThat(windows).containsExactly(25, 50, 100, 200, 400, 800);
        assertThat(capacity.steadySince()).isNull();
    }

    @Test
    void the_window_has_a_maximum_and_does_not_grow_by_empty_reports() {
        Capacity capacity = Capacity.UNKNOWN;
        for (int n = 0; n < 20; n++) {
            capacity = capacity.with(round(capacity.window(), 0), T.plusSeconds(n));
        }
        assertThat(capacity.window()).isEqualTo(Capacity.MAX_WINDOW);

        assertThat(Capacity.UNKNOWN.with(NOTHING, T).window()).isEqualTo(Capacity.UNKNOWN.window());
    }

    @ParameterizedTest(name = "{0} reported in the last seconds, {1} now, {2} of them late: {3}")
    @CsvSource({
        // A quarter more than was reported within three seconds, rounded up.
        "0,  8,  1, 10",
        "30, 10, 1, 50",
        "30, 10, 9, 50",
        "0,  1,  1, 2",
        "0,  4,  1, 5",
        "0,  5,  1, 7",
        // Never less than two.
        "0,  0,  1, 2",
    })
    void late_reports_cut_the_window_to_the_reported_number_and_a_quarter(
            int before, int reported, int late, int window) {
        Capacity capacity = Capacity.UNKNOWN.with(round(before, 0), T);

        Capacity clipped = capacity.with(round(reported, late), T.plusSeconds(1));

        assertThat(clipped.window()).isEqualTo(window);
        assertThat(clipped.steadySince()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void a_command_with_a_long_delay_cuts_the_window_like_a_late_one() {
        Capacity capacity = Capacity.UNKNOWN.with(round(100, 0), T);
        assertThat(capacity.window()).isEqualTo(125);

        Capacity slow = capacity.with(new Round(4, 0, Duration.ofMillis(3_001)), T.plusSeconds(10));

        assertThat(slow.window()).as("a quarter more than four").isEqualTo(5);
    }

    @Test
    void reports_count_for_three_seconds() {
        Capacity capacity = Capacity.UNKNOWN.with(round(8, 1), T);
        assertThat(capacity.with(round(4, 0), T.plusSeconds(1)).window()).isEqualTo(15);
        assertThat(capacity.with(round(4, 0), T.plusSeconds(2)).window()).isEqualTo(15);
        assertThat(capacity.with(round(4, 0), T.plusSeconds(3)).window()).isEqualTo(5);
    }

    @Test
    void after_half_a_minute_without_late_reports_the_window_doubles_again() {
        Capacity clipped = Capacity.UNKNOWN.with(round(8, 1), T);
        assertThat(clipped.window()).isEqualTo(10);

        Capacity steady = clipped.with(round(10, 0), T.plusSeconds(29));
        assertThat(steady.window()).isEqualTo(13);
        assertThat(steady.steadySince()).isEqualTo(T);

        Capacity growing = steady.with(round(13, 0), T.plusSeconds(30));
        assertThat(growing.window()).isEqualTo(26);
        assertThat(growing.steadySince()).isNull();
    }

    /** Its few commands are reported one by one, which must not stop it. */
    @Test
    void a_line_of_a_low_rate_always_has_capacity_for_its_next_command() {
        Capacity capacity = Capacity.UNKNOWN.with(round(1, 1), T);
        for (int n = 1; n <= 200; n++) {
            Instant now = T.plusSeconds(n * 10L);
            capacity = capacity.with(round(1, n % 50 == 0 ? 1 : 0), now);
            assertThat(capacity.window()).isGreaterThanOrEqualTo(Capacity.MIN_WINDOW);
        }
    }

    /** A system with this throughput does not get more commands than it can handle, and soon gets nearly as many. */
    @ParameterizedTest(name = "{0} a second")
    @CsvSource({"2", "10", "40", "200", "1000"})
    void the_window_converges_to_what_the_system_can_do(int perSecond) {
        Capacity capacity = Capacity.UNKNOWN;
        int waiting = 0;
        int done = 0;
        int seconds = 120;
        for (int second = 0; second < seconds; second++) {
            Instant now = T.plusSeconds(second);
            waiting += Math.max(0, capacity.window() - waiting);
            int carriedOut = Math.min(waiting, perSecond);
            // A command that waits longer than two seconds is late.
            int late = Math.max(0, Math.min(carriedOut, waiting - 2 * perSecond));
            waiting -= carriedOut;
            done += carriedOut;
            capacity = capacity.with(
                    new Round(carriedOut, late, Duration.ofMillis(300 + 1_000L * waiting / perSecond)), now);
        }

        assertThat(done).isGreaterThanOrEqualTo(85 * perSecond * (seconds - 12) / 100);
        assertThat(capacity.window()).as("nothing piles up").isLessThanOrEqualTo(8 * perSecond + 8);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void window_and_lead_stay_within_their_limits_for_any_reports(long seed) {
        Random random = new Random(seed);
        Capacity capacity = Capacity.UNKNOWN;
        Instant now = T;
        for (int n = 0; n < 200; n++) {
            now = now.plusMillis(random.nextInt(5_000));
            int reported = random.nextInt(random.nextBoolean() ? 5 : 500);
            capacity = capacity.with(
                    new Round(
                            reported,
                            random.nextInt(reported + 1) / 4,
                            Duration.ofMillis(random.nextInt(3) * 1_000L * random.nextInt(20))),
                    now);
            assertThat(capacity.window()).isBetween(Capacity.MIN_WINDOW, Capacity.MAX_WINDOW);
            assertThat(capacity.lead()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
            assertThat(capacity.lately()).hasSizeLessThanOrEqualTo(4);
        }
    }

    // The lead

    @Test
    void the_lead_moves_halfway_to_the_longest_time_of_a_round() {
        Capacity capacity = Capacity.UNKNOWN;
        assertThat(capacity.lead()).isEqualTo(Duration.ofMillis(500));

        Capacity up = capacity.with(new Round(1, 0, Duration.ofMillis(2_500)), T);
        assertThat(up.lead()).isEqualTo(Duration.ofMillis(1_500));

        Capacity down = up.with(new Round(1, 0, Duration.ofMillis(500)), T);
        assertThat(down.lead()).isEqualTo(Duration.ofSeconds(1));
        assertThat(down.with(NOTHING, T).lead()).as("not told").isEqualTo(down.lead());
    }

    @Test
    void the_lead_rises_at_once_if_commands_were_too_late_to_begin() {
        Capacity late = Capacity.UNKNOWN.with(new Round(3, 1, Duration.ofMillis(2_500)), T);

        assertThat(late.lead()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(late.with(new Round(3, 1, Duration.ofMillis(500)), T).lead()).isEqualTo(Duration.ofMillis(1_500));
    }

    // Plans

    @ParameterizedTest
    @CsvSource({
        "0, 1000", // no slot is given out beyond the plan
        "1200, 1000", // they last for less than a second
        "2499, 1000",
        "2500, 1000", // lead 500 ms and one second before they run out
        "2800, 1300",
        "3500, 2000",
        "9000, 2000",
    })
    void a_line_with_assigned_slots_is_planned_again_when_they_end(long nextSlot, long planned) {
        Capacity capacity = Capacity.UNKNOWN.planned(T);
        assertThat(capacity.nextPlan(T.plusMillis(nextSlot), T.plusMillis(10))).isEqualTo(T.plusMillis(planned));
    }

    @Test
    void a_line_is_planned_once_a_second_at_most() {
        assertThat(Capacity.UNKNOWN.nextPlan(null, T)).isEqualTo(T);

        Capacity planned = Capacity.UNKNOWN.planned(T);

        assertThat(planned.nextPlan(null, T)).isEqualTo(T.plusSeconds(1));
        assertThat(planned.nextPlan(null, T.plusMillis(999))).isEqualTo(T.plusSeconds(1));
        assertThat(planned.nextPlan(null, T.plusSeconds(5))).isEqualTo(T.plusSeconds(1));
        assertThat(planned.nextPlan(null, T.minusSeconds(5)))
                .as("a clock that went back")
                .isEqualTo(T.minusSeconds(5));
        assertThat(planned.with(round(3, 1), T).plannedAt()).isEqualTo(T);
    }
}
