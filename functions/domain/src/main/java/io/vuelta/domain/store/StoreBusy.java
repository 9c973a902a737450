package io.vuelta.domain.store;

/**
 * The store could not be read or written at the moment. The message must be delivered again, or the response is 503.
 */
public final class StoreBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreBusy(String what) {
        super(what);
    }

    public StoreBusy(String what, Throwable cause) {
        super(what, cause);
    }

    /**
     * Other writers have won each race.
     *
     * @param what the record that they have written, e.g. {@code campaign 7}
     */
    public static StoreBusy conflict(String what) {
        return new StoreBusy("other writers changed " + what + " at the same time; try again");
    }
}
