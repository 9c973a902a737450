package vuelta.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole campaigns hold all that must hold, whatever is late, doubled, cut off or lost. Other seeds:
 * {@code -Dsimulation.seeds=N -Dsimulation.from=SEED}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulationTest {
    private static final int LINES = 100;

    @Test
    void whatever_goes_wrong_campaigns_end_and_nothing_is_exceeded() throws InterruptedException {
        Seeds seeds = new Seeds(Long.getLong("simulation.from", 1), Long.getLong("simulation.seeds", 2_000));

        Seeds.Result result = seeds.run(done -> {});

        assertThat(result.firstViolation(LINES)).isEmpty();
        System.out.println(result.tally());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 14, 159, 265, 358})
    void a_seed_replays_exactly(long seed) {
        List<String> first = new Simulation(seed, true).run().journal();
        List<String> second = new Simulation(seed, true).run().journal();

        assertThat(first).hasSizeGreaterThan(50);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void every_sort_of_fault_is_met() throws InterruptedException {
        Tally tally = new Seeds(1, 300).run(done -> {}).tally();

        assertThat(Fault.values()).filteredOn(fault -> tally.of(fault) == 0).isEmpty();
    }
}
