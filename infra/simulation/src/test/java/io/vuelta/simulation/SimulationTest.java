package io.vuelta.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole campaigns fulfil all rules even if messages and requests are late, doubled, cut off or lost. Other seeds:
 * {@code -Dsimulation.seeds=N -Dsimulation.from=SEED}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(LowestPriority.class)
class SimulationTest {
    private static final int LINES = 100;

    private static final int FIRST_SEEDS = 300;

    /** The results of the first seeds: they are simulated once for all tests that use them. */
    private static final AtomicReference<Seeds.@Nullable Result> FIRST = new AtomicReference<>();

    private static Seeds.Result first() throws InterruptedException {
        Seeds.Result known = FIRST.get();
        Seeds.Result result = known == null ? new Seeds(1, FIRST_SEEDS).run(_ -> {}) : known;
        FIRST.set(result);
        return result;
    }

    @Test
    void campaigns_end_and_respect_all_limits_under_any_fault() throws InterruptedException {
        long from = Long.getLong("simulation.from", 1);
        long count = Long.getLong("simulation.seeds", 1_000);
        if (from == 1 && count >= FIRST_SEEDS) {
            assertNoViolation(first());
            from += FIRST_SEEDS;
            count -= FIRST_SEEDS;
        }
        if (count > 0) {
            assertNoViolation(new Seeds(from, count).run(_ -> {}));
        }
    }

    private static void assertNoViolation(Seeds.Result result) {
        assertThat(result.firstViolation(LINES)).isEmpty();
        System.out.println(result.tally());
    }

    /** In the last one, a function receives the messages of two lines in one batch. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 14, 159, 265, 358, 3035939})
    void a_seed_replays_exactly(long seed) {
        List<String> first = journal(seed);
        List<String> second = journal(seed);

        assertThat(first).hasSizeGreaterThan(50);
        assertThat(second).isEqualTo(first);
    }

    /** The metrics in a log line have the time of the real clock, which is not part of a simulation. */
    private static List<String> journal(long seed) {
        return new Simulation(seed, true)
                .run().journal().stream()
                        .map(line -> line.replaceAll("\"Timestamp\":[0-9]+", "\"Timestamp\":0"))
                        .toList();
    }

    @Test
    void every_kind_of_fault_occurs() throws InterruptedException {
        Tally tally = first().tally();

        assertThat(Fault.values()).filteredOn(fault -> tally.of(fault) == 0).isEmpty();
    }
}
