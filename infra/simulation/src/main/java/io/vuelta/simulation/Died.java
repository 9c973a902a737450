package io.vuelta.simulation;

/** A function dies here, as by a kill or at its time-out: nobody catches it, and its whole batch comes again. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String where) {
        super(where, null, false, false);
    }
}
