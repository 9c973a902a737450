package io.vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to a webhook, as API Gateway delivers it. */
final class WebhookCall {
    private static final String WEBHOOKS = "/webhooks/";

    /** Meta posts up to 3 MB in one request; API Gateway and Lambda accept more than twice as much. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final APIGatewayV2HTTPEvent event;
    private final String publicUrl;
    private final String address;

    /**
     * The index at which our own path begins. It is not 0 if the path begins with a stage or a domain's base path.
     * Negative if the request has no such path.
     */
    private final int ours;

    private final List<String> path;

    /**
     * Parses the path.
     *
     * @param publicUrl the base URL that providers call, without a slash at its end; empty: taken from the request
     */
    WebhookCall(APIGatewayV2HTTPEvent event, String publicUrl) {
        this.event = event;
        this.publicUrl = publicUrl;
        this.address = event.getRawPath() == null ? "" : event.getRawPath();
        this.ours = address.indexOf(WEBHOOKS);
        this.path = ours < 0
                ? List.of("")
                : Arrays.asList(address.substring(ours + WEBHOOKS.length()).split("/", -1));
    }

    /** The body cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Unreadable(int status, String why) {
            super(why);
            this.status = status;
        }

        /** The HTTP status of the answer. */
        int status() {
            return status;
        }
    }

    /** The provider's name in the path; empty if there is none. */
    String provider() {
        return path.getFirst();
    }

    /** Whether the provider requests a confirmation of the webhook's URL. */
    boolean isChallenge() {
        return event.getRequestContext() != null
                && event.getRequestContext().getHttp() != null
                && "GET".equals(event.getRequestContext().getHttp().getMethod());
    }

    WebhookRequest request() throws Unreadable {
        byte[] body = body();
        Map<String, String> headers = new HashMap<>();
        known(event.getHeaders()).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String query = event.getRawQueryString();
        String called = publicUrl.isEmpty() ? origin(headers) + address : publicUrl + address.substring(ours);
        String url = called + (query == null || query.isEmpty() ? "" : "?" + query);
        return new WebhookRequest(
                url, path.subList(1, path.size()), known(event.getQueryStringParameters()), headers, body);
    }

    private String origin(Map<String, String> headers) {
        // If there are several proxies, the first value is the host that the client called.
        String protocol = headers.getOrDefault("x-forwarded-proto", "https").split(",", 2)[0];
        String domain = event.getRequestContext() == null
                ? null
                : event.getRequestContext().getDomainName();
        return protocol.strip() + "://" + (domain == null ? headers.getOrDefault("host", "") : domain);
    }

    /** A copy of the map without null values; values that API Gateway omits are null in the event. */
    private static Map<String, String> known(@Nullable Map<String, String> values) {
        Map<String, String> known = new HashMap<>(values == null ? Map.of() : values);
        known.values().removeIf(Objects::isNull);
        return known;
    }

    private byte[] body() throws Unreadable {
        String text = event.getBody() == null ? "" : event.getBody();
        byte[] body;
        try {
            body = event.getIsBase64Encoded() ? Base64.getDecoder().decode(text) : text.getBytes(UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Unreadable(400, "the body is not base64");
        }
        if (body.length > MAX_BYTES) {
            throw new Unreadable(413, "the body has more than " + MAX_BYTES + " bytes");
        }
        return body;
    }
}
