package io.vuelta.simulation;

/** Something that must hold does not. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
        super(what);
    }

    Violation(String what, Throwable cause) {
        super(what, cause);
    }

    /** The same, with the seed that shows it. */
    Violation of(long seed) {
        return new Violation("seed " + seed + ": " + getMessage(), this);
    }

    /** Throws unless {@code holds}; {@code what} is only put together then. */
    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a dependency of its own.
    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Violation(what.formatted(values));
        }
    }
}
