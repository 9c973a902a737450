package io.vuelta.adapters.provider.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A voice platform: how its API is asked, and what its words mean. A method that makes a request throws
 * {@link Secrets.SecretUnavailable} or IllegalArgumentException if the line's secret cannot be used.
 */
public interface Platform {
    /** The provider that lines name. */
    String name();

    /**
     * Asks for a call. It must carry the attempt so that the call can be found by it.
     *
     * @param webhook the line's address for events
     */
    HttpRequest place(CallRequest request, LineSecret secret, String webhook);

    /** The meaning of an answer with a status of 200 to 499. */
    Placing placing(int status, JsonNode body);

    /** Asks for a call by the platform's id. */
    HttpRequest show(String id, LineSecret secret);

    /** Asks for the call of an attempt whose id is not known. */
    HttpRequest search(Call call, LineSecret secret);

    /** The calls in the answer to {@link #search}; the status was 200. */
    Search found(JsonNode answer, AttemptId attempt);

    /**
     * The call in the answer to {@link #show}; the status was 200. Throws IllegalArgumentException if it is not a call.
     */
    PlatformCall call(JsonNode shown, Instant now);

    /** Asks to end a call; empty if it cannot be asked for, e.g. because the call is over. */
    Optional<HttpRequest> hangUp(String id, Shown shown, LineSecret secret) throws IOException, InterruptedException;

    /** Why a post to a webhook does not come from the platform; empty if it does. */
    Optional<String> forgery(WebhookRequest posted, LineSecret secret, Instant now);

    /** The contents of a genuine post. Throws IllegalArgumentException that names what is missing. */
    WebhookContent webhookContent(WebhookRequest posted, JsonNode body, Instant now);

    /** Whether the platform posts the events of several lines to one address. */
    default boolean sharesAddress() {
        return false;
    }

    /** The meaning of an answer to {@link #place}. */
    sealed interface Placing {
        record Taken(String id) implements Placing {}

        /** Too fast, or too many at once; nothing was placed. */
        record Throttled(String code) implements Placing {}

        /** The account, its credentials, its number or its agent: nothing was placed. */
        record LineRefused(String code) implements Placing {}

        /** The platform refused this call, and a repeat would be refused too. */
        record CallRefused(String code) implements Placing {}

        /** It may have been placed. */
        record NotUnderstood(String code) implements Placing {}

        /** By the status alone, where the body says nothing more. */
        static Placing of(int status, String code) {
            return switch (status) {
                case 429 -> new Throttled("RATE_LIMITED");
                case 401, 402, 403, 404, 405 -> new LineRefused(code);
                // It may have been waited for too long, and taken.
                case 408 -> new NotUnderstood(code);
                default -> status / 100 == 4 ? new CallRefused(code) : new NotUnderstood(code);
            };
        }
    }

    /** The result of a search by attempt. */
    sealed interface Search {
        record Found(String id) implements Search {}

        record Nothing() implements Search {}

        /** It cannot be said whether there is one. */
        record Unclear(String why) implements Search {}
    }

    /** The contents of a post to a webhook. */
    sealed interface WebhookContent {
        record OfCall(PlatformCall call) implements WebhookContent {}

        /** The post concerns no attempt. */
        record Nothing(String why) implements WebhookContent {}
    }

    /** The call as the platform shows it now. */
    interface Shown {
        JsonNode get() throws IOException, InterruptedException;
    }
}
