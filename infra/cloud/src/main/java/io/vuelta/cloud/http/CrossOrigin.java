package io.vuelta.cloud.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.cloud.template.HttpApiModel.Cors;
import java.util.List;
import java.util.Optional;

/** The headers by which a browser decides whether a page may call the API. */
final class CrossOrigin {
    private final Cors cors;

    CrossOrigin(Cors cors) {
        this.cors = cors;
    }

    static boolean isPreflight(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("OPTIONS")
                && exchange.getRequestHeaders().containsKey("Origin")
                && exchange.getRequestHeaders().containsKey("Access-Control-Request-Method");
    }

    void putHeaders(HttpExchange exchange) {
        Optional<String> allowed = allowedOrigin(exchange);
        if (allowed.isEmpty()) {
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", allowed.get());
        put(headers, "Access-Control-Expose-Headers", cors.exposedHeaders());
        if (cors.credentials()) {
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        if (isPreflight(exchange)) {
            put(headers, "Access-Control-Allow-Methods", cors.methods());
            put(headers, "Access-Control-Allow-Headers", cors.headers());
            cors.maxAgeSeconds().ifPresent(age -> headers.set("Access-Control-Max-Age", Integer.toString(age)));
        }
    }

    private static void put(Headers headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.set(name, String.join(",", values));
        }
    }

    private Optional<String> allowedOrigin(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"))
                .filter(origin -> cors.origins().contains("*") || cors.origins().contains(origin))
                .map(origin -> cors.origins().contains("*") && !cors.credentials() ? "*" : origin);
    }
}
