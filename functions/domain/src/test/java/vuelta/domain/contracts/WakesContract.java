package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vuelta.domain.contracts.Arrivals.Arrival;
import vuelta.domain.line.LineId;
import vuelta.domain.wake.Wakes;

/** What waking a line's pacer promises; what arrives are its ticks. */
public abstract class WakesContract extends DeliveryContract<LineId> {
    private static final int ROUNDS = 2;
    private static final int CALLS = 20;
    /** A slow round of calls may take some seconds, of which each has a tick. */
    private static final int MOST_TICKS = ROUNDS * CALLS / 3;

    /** Any further tick would have come by then. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    /** The port under test. */
    protected abstract Wakes wakes();

    /** The next round begins at the very tick of the one before: what still stands for that must not swallow its calls. */
    @Test
    void calls_close_together_collapse_and_a_tick_comes_after_the_last_of_them() {
        for (int round = 0; round < ROUNDS; round++) {
            Instant last = calls();
            await("a tick after the last call", PATIENCE, came -> ticksSince(last, came) > 0);
        }

        assertThat(ticksSince(
                        Instant.MIN, arrivals().await(SETTLED, came -> ticksSince(Instant.MIN, came) > MOST_TICKS)))
                .isLessThanOrEqualTo(MOST_TICKS);
    }

    /** When the last was begun. */
    private Instant calls() {
        Instant last = now();
        for (int i = 0; i < CALLS; i++) {
            last = now();
            wakes().wake(line);
        }
        return last;
    }

    private long ticksSince(Instant call, List<Arrival<LineId>> came) {
        return came.stream()
                .filter(tick -> tick.what().equals(line) && !tick.at().isBefore(call))
                .count();
    }

    @Test
    void calls_for_different_lines_do_not_collapse() {
        List<LineId> lines = IntStream.range(0, 12)
                .mapToObj(n -> new LineId(n + "-" + fresh))
                .toList();

        lines.forEach(wakes()::wake);

        assertAllArrive(lines, PATIENCE);
    }
}
