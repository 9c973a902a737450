package io.vuelta.domain.access;

import java.time.Instant;

/**
 * Store of the responses to requests with an {@code Idempotency-Key}, so that a repeated request gets the response to
 * the first.
 */
public interface IdempotencyStore {
    /**
     * Takes the key for this request, in one step: of any number of simultaneous requests, only one takes it.
     *
     * @param key hash of the API key and the idempotency key
     * @param request hash of the request
     * @param lease until when no other request may take the key; a request that has no response by then was interrupted
     * @param expires when the entry is deleted
     */
    Taken take(String key, String request, Instant now, Instant lease, Instant expires);

    /** Stores the answer of the request that holds the key. */
    void answered(String key, Answer answer);

    /**
     * Lets the same request take the key again immediately: it is unknown how much of its work the interrupted request
     * has done.
     */
    void release(String key);

    /** Deletes a key whose request had no effect. */
    void free(String key);

    /** The result of taking a key. */
    sealed interface Taken {
        /**
         * The caller holds the key now.
         *
         * @param began when the first request took it
         * @param repeated whether an earlier request took the key and did not end
         */
        record Ours(Instant began, boolean repeated) implements Taken {}

        /** The first request is still running, until this instant at the latest. */
        record UnderWay(Instant until) implements Taken {}

        /** The first request has ended with this response. */
        record Answered(Answer answer) implements Taken {}

        /** The key was used for a different request. */
        record OtherRequest() implements Taken {}
    }

    /** A stored response: its HTTP status, and its body, which the caller has encrypted. */
    final class Answer {
        private final int status;
        private final byte[] body;

        public Answer(int status, byte[] body) {
            this.status = status;
            this.body = body.clone();
        }

        public int status() {
            return status;
        }

        public byte[] body() {
            return body.clone();
        }
    }
}
