package io.vuelta.domain.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers to requests that carried an {@code Idempotency-Key}, so that a repeat gets the first one's answer. */
public interface IdempotencyStore {
    /**
     * Keeps the key for this request, unless it is kept already and that has not lapsed at {@code now}. In one step: of
     * two requests at once one gets the key.
     *
     * @param key hash of the API key and the idempotency key
     * @param request hash of what was asked
     * @param lapses when the key is free again if no answer follows
     * @return what the key is kept for already; empty if this call has taken it
     */
    Optional<Kept> keep(String key, String request, Instant now, Instant lapses);

    /** Adds the answer to a key that was kept by this request, and keeps both until {@code expires}. */
    void answered(String key, String request, Answered answer, Instant expires);

    /** Frees a key that was kept by this request, which came to nothing. */
    void free(String key);

    /**
     * What a key is kept for.
     *
     * @param request hash of what was asked
     * @param answer null while it is being worked on
     */
    record Kept(String request, @Nullable Answered answer) {}

    /**
     * An answer, as it went out.
     *
     * @param status of HTTP
     * @param body JSON
     */
    record Answered(int status, String body) {}
}
