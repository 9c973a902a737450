package io.vuelta.adapters.provider.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The address of a platform's API, and its key. {@code toString} does not contain the key.
 *
 * @param baseUrl origin, without a slash at its end
 * @param header the name of the header with the key
 * @param key the header's value
 */
public record PlatformApi(String baseUrl, String header, String key) {
    /** Maximum time for a response. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    public HttpRequest get(String path) {
        return request(path).GET().build();
    }

    public HttpRequest post(String path, JsonNode body) {
        return json(request(path), body);
    }

    /** A request to a URL that the platform returned. It does not contain the API key. */
    public static HttpRequest postTo(URI url, JsonNode body) {
        return json(HttpRequest.newBuilder(url).timeout(PATIENCE), body);
    }

    private static HttpRequest json(HttpRequest.Builder request, JsonNode body) {
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    /** Encodes a text as a part of a path or as a value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header(header, key);
    }

    @Override
    public String toString() {
        return "API at " + baseUrl;
    }
}
