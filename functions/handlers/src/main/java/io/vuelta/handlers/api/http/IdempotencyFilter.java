package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.access.IdempotencyStore.Taken;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.text.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a repeated request with the response to the first one, by its {@code Idempotency-Key}. A successful response
 * is stored for a day. A request that was refused may be sent again, changed or not, with the same key. A request that
 * was interrupted runs again with the ids of its first run ({@link Ids#repeatably}): what it has already created is not
 * created twice.
 */
public final class IdempotencyFilter {
    static final Duration KEPT = Duration.ofHours(24);
    /** A second longer than the function may run: a request that has not answered by then never will. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String HEADER = "idempotency-key";
    private static final int MAX_KEY_LENGTH = 255;
    private static final int FIRST_OF_OURS = 500;

    private final IdempotencyStore replays;
    private final InstantSource clock;

    public IdempotencyFilter(IdempotencyStore replays, InstantSource clock) {
        this.replays = replays;
        this.clock = clock;
    }

    /**
     * Returns the stored response, or runs the request and stores its response.
     *
     * @param apiKey the text of the caller's API key; idempotency keys are unique within it
     */
    public ApiResponse answer(String apiKey, Request request, Router.Action action) {
        Optional<String> given = request.header(HEADER);
        if (given.isEmpty()) {
            return action.apply(request);
        }
        if (given.get().isBlank() || given.get().length() > MAX_KEY_LENGTH) {
            throw ApiError.invalid("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        String key = Sha256.hex(apiKey + "\n" + given.get(), 32);
        String requestHash = HexFormat.of()
                .formatHex(
                        Sha256.of((request.method() + " " + request.target() + "\n").getBytes(UTF_8), request.body()));
        Instant now = clock.instant();
        return switch (replays.take(key, requestHash, now, now.plus(LEASE), now.plus(KEPT))) {
            case Taken.Ours ours -> first(apiKey, key, ours, request, action);
            case Taken.Answered answered -> replay(apiKey, answered.answer());
            case Taken.UnderWay underWay -> throw ApiError.underWay();
            case Taken.OtherRequest _ ->
                throw ApiError.of(
                        422,
                        ApiErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "this Idempotency-Key was already used for another request; use a new one");
        };
    }

    private ApiResponse first(String apiKey, String key, Taken.Ours ours, Request request, Router.Action action) {
        ApiResponse answer;
        try {
            byte[] seed = (apiKey + "\n" + key).getBytes(UTF_8);
            answer = Ids.repeatably(seed, ours.began(), ours.repeated(), () -> action.apply(request));
        } catch (ApiError e) {
            if (e.answer().status() >= FIRST_OF_OURS) {
                replays.release(key);
            } else {
                replays.free(key);
            }
            throw e;
        } catch (InvalidSetting e) {
            replays.free(key);
            throw e;
        } catch (RuntimeException e) {
            replays.release(key);
            throw e;
        }
        replays.answered(key, new IdempotencyStore.Answer(answer.status(), SealedAnswers.seal(apiKey, answer.body())));
        return answer;
    }

    private static ApiResponse replay(String apiKey, IdempotencyStore.Answer answer) {
        return new ApiResponse(
                answer.status(), Map.of("idempotency-replayed", "true"), SealedAnswers.open(apiKey, answer.body()));
    }
}
