package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Schedules;
import io.vuelta.testkit.contracts.Arrivals.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of a line's schedule; what arrives are the pacer's ticks. */
public abstract class SchedulesContract extends DeliveryContract<LineId> {
    /** A minute, and the seconds that any wake-up may take. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(65);

    private final LineId other = new LineId("other-" + fresh);

    /** The port under test. */
    protected abstract Schedules schedules();

    /** How far ahead schedules are set; with real time, some seconds. */
    protected abstract Duration step();

    private List<Arrival<LineId>> awaitTick(LineId of, Instant due) {
        return await(
                "a tick of " + of + " at " + due + " or up to a minute later",
                Duration.between(now(), due.plus(MAX_DELAY)),
                came -> ticks(of, came).stream().anyMatch(tick -> !tick.isBefore(due)));
    }

    private static List<Instant> ticks(LineId of, List<Arrival<LineId>> came) {
        return came.stream()
                .filter(tick -> tick.what().equals(of))
                .map(Arrival::at)
                .toList();
    }

    @Test
    void a_line_is_woken_at_the_last_instant_set_and_not_before_while_another_is_woken_repeatedly() {
        Instant start = now();
        Instant first = start.plus(step());
        Instant due = start.plus(step().multipliedBy(2));
        schedules().set(line, first);
        schedules().set(other, first);
        schedules().set(line, due);

        List<Arrival<LineId>> once = awaitTick(other, first);
        Instant next = now().plus(step());
        schedules().set(other, next);
        awaitTick(other, next);
        List<Arrival<LineId>> came = awaitTick(line, due);

        assertThat(ticks(other, once)).allSatisfy(tick -> assertThat(tick).isAfterOrEqualTo(first));
        assertThat(ticks(line, came)).allSatisfy(tick -> assertThat(tick).isAfterOrEqualTo(due));
    }

    @Test
    void a_line_is_woken_at_the_last_instant_set_even_if_that_is_the_earlier_one() {
        schedules().set(line, now().plus(Duration.ofDays(30)));
        Instant due = now().plus(step());

        schedules().set(line, due);

        assertThat(ticks(line, awaitTick(line, due)))
                .allSatisfy(tick -> assertThat(tick).isAfterOrEqualTo(due));
    }
}
