package io.vuelta.domain.store;

/**
 * The store could not be read or written at the moment. The message must be delivered again, or the response is 503.
 */
public final class StoreBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreBusy(String what, Throwable cause) {
        super(what, cause);
    }
}
