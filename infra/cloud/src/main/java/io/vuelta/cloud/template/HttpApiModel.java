package io.vuelta.cloud.template;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The HTTP API of the template: rate in requests a second and burst in requests, where limited. */
public record HttpApiModel(OptionalDouble rateLimit, OptionalInt burstLimit, Optional<Cors> cors) {
    /** Who may call from a browser; maxAgeSeconds as in Access-Control-Max-Age. */
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
