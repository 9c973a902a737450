package io.vuelta.domain.file;

import io.vuelta.domain.upload.UploadId;

/** The time for reading a file was over before any batch was sent; another call with more time may succeed. */
public final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Number of rows between two checks of the time. */
    static final int ROWS_A_LOOK = 10_000;

    public OutOfTime(String message) {
        super(message);
    }

    /** Throws this exception if the time is over. */
    static void check(Deadline time, UploadId upload, int row, int batch) {
        if (time.isShort()) {
            throw new OutOfTime(
                    "upload " + upload + ": the time was over at row " + row + ", before batch " + batch + " was sent");
        }
    }
}
