package io.vuelta.simulation;

/** Simulates a kill or a time-out of a function. Nothing catches it, and the whole batch is delivered again. */
final class ProcessCrash extends Error {
    private static final long serialVersionUID = 1L;

    ProcessCrash(String where) {
        super(where, null, false, false);
    }
}
