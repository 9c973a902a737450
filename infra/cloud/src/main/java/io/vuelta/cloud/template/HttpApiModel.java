package io.vuelta.cloud.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The HTTP API of the template.
 *
 * @param limit the limit of all routes together that have no limit of their own
 * @param routeLimits by route key, for example {@code POST /webhooks/{proxy+}}
 */
public record HttpApiModel(Limit limit, Map<String, Limit> routeLimits, Optional<Cors> cors) {
    public HttpApiModel {
        routeLimits = Map.copyOf(routeLimits);
    }

    /** Rate in requests a second and burst in requests; empty for no limit. */
    public record Limit(OptionalDouble rate, OptionalInt burst) {
        public static final Limit NONE = new Limit(OptionalDouble.empty(), OptionalInt.empty());
    }

    /** The pages that may call the API from a browser; maxAgeSeconds as in Access-Control-Max-Age. */
    public record Cors(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposedHeaders,
            boolean credentials,
            OptionalInt maxAgeSeconds) {
        public Cors {
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
            exposedHeaders = List.copyOf(exposedHeaders);
        }
    }
}
