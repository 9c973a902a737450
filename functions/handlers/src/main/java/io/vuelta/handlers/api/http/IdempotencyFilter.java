package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.access.IdempotencyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a repeated request with the answer to the first, by its {@code Idempotency-Key}. Only success is kept: a
 * request that was refused or broke off may be sent again, changed or not, with the same key.
 */
public final class IdempotencyFilter {
    static final Duration KEPT = Duration.ofHours(24);
    /** Longer than the function may run: whoever took the key and has not answered by then never will. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final String HEADER = "idempotency-key";
    private static final int MAX_KEY_LENGTH = 255;

    private final IdempotencyStore replays;
    private final InstantSource clock;

    public IdempotencyFilter(IdempotencyStore replays, InstantSource clock) {
        this.replays = replays;
        this.clock = clock;
    }

    public ApiResponse answer(String apiKey, Request request, Router.Action action) {
        Optional<String> given = request.header(HEADER);
        if (given.isEmpty()) {
            return action.apply(request);
        }
        if (given.get().isBlank() || given.get().length() > MAX_KEY_LENGTH) {
            throw ApiError.invalid("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        String key = hash((apiKey + "\n" + given.get()).getBytes(UTF_8), new byte[0]);
        String asked = hash((request.method() + " " + request.target() + "\n").getBytes(UTF_8), request.body());
        Instant now = clock.instant();
        Optional<IdempotencyStore.Kept> kept = replays.keep(key, asked, now, now.plus(LEASE));
        return kept.isPresent() ? replay(kept.get(), asked) : first(key, asked, request, action);
    }

    private ApiResponse first(String key, String asked, Request request, Router.Action action) {
        ApiResponse answer;
        try {
            answer = action.apply(request);
        } catch (RuntimeException e) {
            replays.free(key);
            throw e;
        }
        IdempotencyStore.Answered answered = new IdempotencyStore.Answered(answer.status(), answer.body());
        replays.answered(key, asked, answered, clock.instant().plus(KEPT));
        return answer;
    }

    private static ApiResponse replay(IdempotencyStore.Kept kept, String asked) {
        if (!kept.request().equals(asked)) {
            throw ApiError.of(
                    422, "IDEMPOTENCY_KEY_REUSED", "this Idempotency-Key came with another request; use a new one");
        }
        IdempotencyStore.Answered answered = kept.answer();
        if (answered == null) {
            throw ApiError.of(409, "IDEMPOTENCY_KEY_IN_USE", "the first request with this key is still being worked on")
                    .with("retry-after", "1");
        }
        return new ApiResponse(answered.status(), Map.of("idempotency-replayed", "true"), answered.body());
    }

    private static String hash(byte[] head, byte[] rest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(head);
            digest.update(rest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
