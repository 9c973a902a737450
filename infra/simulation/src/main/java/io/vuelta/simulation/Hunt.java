package io.vuelta.simulation;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one seed and answers what does not hold, or null. Reached from outside its class loader by the JDK's interface. */
public final class Hunt implements LongFunction<@Nullable String> {
    @Override
    public @Nullable String apply(long seed) {
        try {
            new Simulation(seed, false).run();
            return null;
        } catch (Violation violation) {
            return String.valueOf(violation.getMessage());
        }
    }
}
