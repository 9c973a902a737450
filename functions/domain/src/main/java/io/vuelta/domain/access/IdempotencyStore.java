package io.vuelta.domain.access;

import java.time.Instant;

/** The answers to requests that carried an {@code Idempotency-Key}, so that a repeat gets the first one's answer. */
public interface IdempotencyStore {
    /**
     * Takes the key for this request, in one step: of any number of simultaneous requests, only one takes it.
     *
     * @param key hash of the API key and the idempotency key
     * @param request hash of the request
     * @param lease until when no other request may take it; a request that has not answered by then never will
     * @param expires when the entry is deleted
     */
    Taken take(String key, String request, Instant now, Instant lease, Instant expires);

    /** Stores the answer of the request that holds the key. */
    void answered(String key, Answer answer);

    /** Lets the same request take the key again at once: it is not known how far the one that had it has come. */
    void release(String key);

    /** Forgets a key whose request came to nothing. */
    void free(String key);

    /** The result of taking a key. */
    sealed interface Taken {
        /**
         * It is the caller's.
         *
         * @param began when the first request took it
         * @param repeated whether another request holds the key and has not ended
         */
        record Ours(Instant began, boolean repeated) implements Taken {}

        /** The first request is still being worked on, until this instant at the latest. */
        record UnderWay(Instant until) implements Taken {}

        /** The first request has its answer. */
        record Answered(Answer answer) implements Taken {}

        /** The key came with another request. */
        record OtherRequest() implements Taken {}
    }

    /** An answer that was sent: its HTTP status, and its body, which the caller has encrypted. */
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
