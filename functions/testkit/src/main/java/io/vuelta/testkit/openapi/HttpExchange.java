package io.vuelta.testkit.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, and its response.
 *
 * @param path the whole path, without the query
 * @param query the decoded parameters, with one value each
 * @param body the body as text; null for none
 */
public record HttpExchange(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable String body,
        Answer answer) {
    public HttpExchange {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** The response. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        Optional<String> header(String name) {
            return valueOf(headers, name);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    Optional<String> header(String name) {
        return valueOf(headers, name);
    }

    String mediaType() {
        return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> valueOf(Map<String, String> headers, String name) {
        TreeMap<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(headers);
        return Optional.ofNullable(known.get(name));
    }
}
