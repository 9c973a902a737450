package io.vuelta.domain.upload;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Large objects of the bucket that a client sends in parts, each to its own URL, in any order. */
public interface PartUploads {
    /** Size of every part except the last, in bytes; the last has the rest. S3 accepts 5 MiB to 5 GiB. */
    long PART = 64L * 1024 * 1024;

    /**
     * Begins an upload in parts. If it is never completed, its parts are removed after a day.
     *
     * @param size the total size in bytes, in at most 10,000 parts; the size of each part is signed, so the total
     *     cannot differ
     */
    Begun begin(String key, String contentType, long size);

    /**
     * Combines the parts, if all have been sent. Safe to repeat.
     *
     * @param id the id of {@link Begun}
     * @param size the total size in bytes, as in {@link #begin}
     */
    Completed complete(String key, String id, long size);

    /**
     * The data with which a client sends the parts.
     *
     * @param id the store's id of the upload
     * @param parts the parts in their order, from number 1
     * @param expiresAt sending each part must begin before this instant; never later than the end of the session that
     *     signed the URLs
     */
    record Begun(String id, List<Part> parts, Instant expiresAt) {
        public Begun {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part of the object, which is sent by PUT without additional headers.
     *
     * @param number the number of the part, from 1
     */
    record Part(int number, long size, URI url) {}

    /** The result of joining the parts. */
    sealed interface Completed {
        /** The object exists. */
        record Done() implements Completed {}

        /**
         * These parts have not been sent.
         *
         * @param numbers the numbers of the parts; at least one
         */
        record Missing(List<Integer> numbers) implements Completed {
            public Missing {
                numbers = List.copyOf(numbers);
            }
        }

        /** The upload was aborted, and its parts are removed. */
        record Aborted() implements Completed {}
    }

    /** The number of parts of a file of this size. */
    static int count(long size) {
        return Math.toIntExact((size + PART - 1) / PART);
    }

    /** The size of part {@code number} of a file of this size, in bytes. */
    static long sizeOf(int number, long size) {
        return Math.min(PART, size - (number - 1) * PART);
    }
}
