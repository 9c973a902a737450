package io.vuelta.adapters.provider.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A voice platform: the requests to its API, and the meanings of its values. A method that makes a request throws
 * {@link Secrets.SecretUnavailable} or IllegalArgumentException if the line's secret cannot be used.
 */
public interface Platform {
    /** The provider of its lines. */
    Provider provider();

    /**
     * The request for a call. It must contain the attempt's id, so that the call can be found by it.
     *
     * @param webhook the line's address for events
     */
    HttpRequest place(CallRequest request, LineSecret secret, String webhook);

    /** The meaning of a response with a status of 200 to 499. */
    PlatformPlacement placing(int status, JsonNode body);

    /** The request for the state of a call, by the platform's id. */
    HttpRequest show(String id, LineSecret secret);

    /** The request that searches the call of an attempt if the platform's id is unknown. */
    HttpRequest search(Call call, LineSecret secret);

    /** The calls in the response to {@link #search}; the status was 200. */
    Search found(JsonNode answer, AttemptId attempt);

    /**
     * The call in the response to {@link #show}; the status was 200. Throws IllegalArgumentException if it is not a
     * call.
     */
    PlatformCall call(JsonNode shown, Instant now);

    /**
     * Whether the call in the response to {@link #show} waits to be dialled. Any other call without an event has a
     * status that is not known.
     */
    boolean isWaiting(JsonNode shown);

    /** The request to end a call; empty if it is not possible, e.g. because the call is over. */
    Optional<HttpRequest> hangUp(String id, Shown shown, LineSecret secret) throws IOException, InterruptedException;

    /** Why a webhook request is not from the platform; empty if it is genuine. */
    Optional<String> forgery(WebhookRequest posted, LineSecret secret, Instant now);

    /** The content of a genuine webhook request. Throws IllegalArgumentException that names what is missing. */
    WebhookContent webhookContent(WebhookRequest posted, JsonNode body, Instant now);

    /** Whether the platform posts the events of several lines to one address. */
    default boolean sharesAddress() {
        return false;
    }

    /** The meaning of a response to {@link #place}. */
    sealed interface PlatformPlacement {
        record Taken(String id) implements PlatformPlacement {}

        /** The rate limit, or the limit of simultaneous calls, is exceeded; nothing was placed. */
        record Throttled(String code) implements PlatformPlacement {}

        /** The account, its credentials, its number or its agent is invalid; nothing was placed. */
        record LineRefused(String code) implements PlatformPlacement {}

        /** The platform refused this call, and would refuse it again. */
        record CallRefused(String code) implements PlatformPlacement {}

        /** It is unknown whether the call was placed. */
        record NotUnderstood(String code) implements PlatformPlacement {}

        /** The meaning by the status only, if the body has no further information. */
        static PlatformPlacement of(int status, String code) {
            return switch (status) {
                case 429 -> new Throttled(TimelineCode.RATE_LIMITED.name());
                case 401, 402, 403, 404, 405 -> new LineRefused(code);
                // The platform may have accepted the call although the response timed out.
                case 408 -> new NotUnderstood(code);
                default -> status / 100 == 4 ? new CallRefused(code) : new NotUnderstood(code);
            };
        }
    }

    /** The result of a search by attempt. */
    sealed interface Search {
        record Found(String id) implements Search {}

        record Nothing() implements Search {}

        /** It is unknown whether there is such a call. */
        record Unclear(String why) implements Search {}
    }

    /** The content of a webhook request. */
    sealed interface WebhookContent {
        record OfCall(PlatformCall call) implements WebhookContent {}

        /** The request concerns no attempt. */
        record Nothing(String why) implements WebhookContent {}
    }

    /** The current state of a call at the platform. */
    interface Shown {
        JsonNode get() throws IOException, InterruptedException;
    }
}
