package io.vuelta.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.LinePace.Block;
import io.vuelta.testkit.examples.Examples;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinePaceTest {
    private static final LineId ID = new LineId("line");
    private static final Instant NOW = Examples.MONDAY;
    private static final Instant UNTIL = NOW.plusSeconds(2);
    private static final Line TEN_A_SECOND = Examples.line(ID, "10");

    private static LinePace slowed(LinePace pace, Instant now) {
        return pace.slowed(TEN_A_SECOND, now.plusSeconds(2), now).orElseThrow();
    }

    @Test
    void a_rate_limit_error_halves_the_rate_blocks_the_line_and_frees_the_planned_slots() {
        LinePace planned = new LinePace(
                ID,
                NOW.plusSeconds(15),
                NOW.plusSeconds(9),
                null,
                null,
                4,
                null,
                Capacity.UNKNOWN,
                Outage.NONE,
                7,
                null);

        LinePace slowed = slowed(planned, NOW);

        assertThat(slowed.spacing(TEN_A_SECOND, NOW)).isEqualTo(Duration.ofMillis(200));
        assertThat(slowed.ratePerSecond(TEN_A_SECOND, NOW)).isEqualByComparingTo("5");
        assertThat(slowed.nextSlot()).isEqualTo(UNTIL);
        assertThat(slowed.blocked(UNTIL.minusMillis(1))).contains(Block.RATE);
        assertThat(slowed.blocked(UNTIL)).isEmpty();
        assertThat(slowed.epoch()).isEqualTo(5);
        assertThat(slowed.alarmAt()).isEqualTo(planned.alarmAt());
    }

    @Test
    void the_next_slot_keeps_the_spacing_to_the_last_begun_attempt() {
        Line slow = Examples.line(ID, "0.1");

        LinePace slowed = LinePace.fresh(ID).slowed(slow, UNTIL, NOW).orElseThrow();

        assertThat(slowed.nextSlot()).isEqualTo(NOW.plusSeconds(20));
    }

    /** 10 a second, halved: 5, 6.25, 7.81, 9.76, 10. */
    @ParameterizedTest
    @CsvSource({"0, 200", "29.999, 200", "30, 160", "60, 128.040", "90, 102.459", "120, 100", "100000000, 100"})
    void each_half_minute_without_a_rate_limit_error_raises_the_rate_by_a_quarter_up_to_the_configured_one(
            BigDecimal seconds, BigDecimal millis) {
        Instant later = NOW.plusMillis(seconds.movePointRight(3).longValueExact());

        Duration spacing = slowed(LinePace.fresh(ID), NOW).spacing(TEN_A_SECOND, later);

        assertThat(spacing.toNanos() / 1_000).isEqualTo(millis.movePointRight(3).longValueExact());
    }

    @Test
    void the_answer_to_a_request_before_the_slowing_slows_the_line_no_further() {
        LinePace slowed = slowed(LinePace.fresh(ID), NOW);

        assertThat(slowed.slowed(TEN_A_SECOND, UNTIL, NOW.plusMillis(4_999))).isEmpty();
        assertThat(slowed(slowed, NOW.plusSeconds(5)).spacing(TEN_A_SECOND, NOW.plusSeconds(5)))
                .isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void a_slowed_line_keeps_at_least_one_attempt_in_about_sixty() {
        LinePace pace = LinePace.fresh(ID);
        Instant now = NOW;
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(5);
            pace = slowed(pace, now);
        }

        assertThat(pace.spacing(TEN_A_SECOND, now)).isEqualTo(Duration.ofMillis(6_250));
    }

    /**
     * A provider that accepts fewer attempts a second than the line's rate: half an hour, after two minutes for the
     * adjustment.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1, 2.5, 4, 9})
    void a_line_converges_to_the_rate_that_its_provider_accepts(double takes) {
        Instant begins = NOW.plusSeconds(120);
        Instant ends = begins.plus(Duration.ofMinutes(30));
        LinePace pace = LinePace.fresh(ID);
        Instant admits = NOW;
        int taken = 0;
        int refused = 0;
        Instant next;
        for (Instant at = NOW; at.isBefore(ends); at = next) {
            boolean counts = !at.isBefore(begins);
            next = at.plus(pace.spacing(TEN_A_SECOND, at));
            if (at.plusSeconds(1).isBefore(admits)) {
                refused += counts ? 1 : 0;
                Instant until = at.plusSeconds(2);
                Optional<LinePace> slowed = pace.slowed(TEN_A_SECOND, until, at);
                pace = slowed.orElse(pace);
                next = slowed.map(LinePace::nextSlot).orElse(until);
            } else {
                taken += counts ? 1 : 0;
                admits = (admits.isAfter(at) ? admits : at).plusNanos(Math.round(1e9 / takes));
            }
        }

        assertThat(taken / takes / 1_800).isBetween(0.7, 1.0);
        assertThat(refused).isLessThan(20);
    }
}
