package io.vuelta.domain.file;

/** The time for reading a file was over before any of it was sent; another call, with more time, may do. */
public final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfTime(String message) {
        super(message);
    }
}
