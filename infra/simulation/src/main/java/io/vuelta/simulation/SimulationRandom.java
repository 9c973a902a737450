package io.vuelta.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** All random decisions, from one seed. */
final class SimulationRandom {
    private final SplittableRandom random;

    SimulationRandom(long seed) {
        this(new SplittableRandom(seed));
    }

    private SimulationRandom(SplittableRandom random) {
        this.random = random;
    }

    /** A generator whose numbers do not depend on how often this one is used. */
    SimulationRandom another() {
        return new SimulationRandom(random.split());
    }

    /** True once in {@code cases} cases on average. */
    boolean once(int cases) {
        return random.nextInt(cases) == 0;
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /** 0 to {@code bound} - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number between both bounds, inclusive. */
    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** A duration shorter than {@code most}, in whole milliseconds. */
    Duration within(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
