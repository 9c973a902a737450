package io.vuelta.providers.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a platform.
 *
 * @param query decoded; of a repeated name the last value
 * @param headers names in lower case
 * @param body an empty object if the body is not JSON
 */
public record PlatformRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, JsonNode body) {
    public PlatformRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public boolean is(String expected, String at) {
        return method.equals(expected) && path.equals(at);
    }

    /** The part of the path after a prefix; null for another method, another prefix or nothing after it. */
    public @Nullable String after(String expected, String prefix) {
        return method.equals(expected) && path.startsWith(prefix) && path.length() > prefix.length()
                ? path.substring(prefix.length())
                : null;
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
