package io.vuelta.simulation;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs one seed and returns the violated rule, or null. Called from outside its class loader through an interface of
 * the JDK.
 */
public final class ViolationSearch implements LongFunction<@Nullable String> {
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
