package io.vuelta.domain.file;

import io.vuelta.domain.upload.UploadId;

/** The time for reading a file was over before any of it was sent; another call, with more time, may do. */
public final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Rows between two looks at the time. */
    static final int ROWS_A_LOOK = 10_000;

    public OutOfTime(String message) {
        super(message);
    }

    /** Throws this if the time is short. */
    static void check(Deadline time, UploadId upload, int row, int batch) {
        if (time.isShort()) {
            throw new OutOfTime(
                    "upload " + upload + ": the time was over at row " + row + ", before batch " + batch + " was sent");
        }
    }
}
