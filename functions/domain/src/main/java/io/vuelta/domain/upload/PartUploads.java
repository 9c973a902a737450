package io.vuelta.domain.upload;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Large objects of the bucket that a client sends in parts, each to an address of its own, in any order. */
public interface PartUploads {
    /** Bytes of every part but the last, which has the rest: within what S3 takes, 5 MiB to 5 GiB. */
    long PART = 64L * 1024 * 1024;

    /**
     * Begins an upload in parts. If it is never completed, its parts are removed after a day.
     *
     * @param size bytes, in at most 10,000 parts; each part's size is signed, so the total cannot differ
     */
    Begun begin(String key, String contentType, long size);

    /**
     * Puts the parts together, if all are there. Safe to repeat.
     *
     * @param id of {@link Begun}
     * @param size as it was begun
     */
    Completed complete(String key, String id, long size);

    /**
     * The data with which a client sends the parts.
     *
     * @param id by which the store knows it
     * @param parts in their order, the first has number 1
     * @param expiresAt the sending of each must have begun before; never later than the end of the session that signed
     *     them
     */
    record Begun(String id, List<Part> parts, Instant expiresAt) {
        public Begun {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part of the object: sent by PUT, so many bytes, without any header of its own.
     *
     * @param number from 1
     */
    record Part(int number, long size, URI url) {}

    /** The result of joining the parts. */
    sealed interface Completed {
        /** The object is there. */
        record Done() implements Completed {}

        /**
         * These are still to be sent.
         *
         * @param numbers at least one
         */
        record Missing(List<Integer> numbers) implements Completed {
            public Missing {
                numbers = List.copyOf(numbers);
            }
        }

        /** It was given up, and its parts are removed. */
        record Aborted() implements Completed {}
    }

    /** The number of parts of a file of this size. */
    static int count(long size) {
        return Math.toIntExact((size + PART - 1) / PART);
    }

    /** Bytes of one of the parts of so many. */
    static long sizeOf(int number, long size) {
        return Math.min(PART, size - (number - 1) * PART);
    }
}
