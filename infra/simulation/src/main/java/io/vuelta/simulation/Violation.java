package io.vuelta.simulation;

/** A broken rule. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
        super(what);
    }

    Violation(String what, Throwable cause) {
        super(what, cause);
    }

    /** The same violation with the seed that reproduces it. */
    Violation of(long seed) {
        return new Violation("seed " + seed + ": " + getMessage(), this);
    }

    /** Throws unless {@code holds}. The message is formatted only in that case. */
    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a dependency of its own.
    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Violation(what.formatted(values));
        }
    }
}
