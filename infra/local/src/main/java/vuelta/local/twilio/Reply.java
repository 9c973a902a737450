package vuelta.local.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How an HTTP request ends. */
sealed interface Reply {

    static Reply of(TwilioError error) {
        Map<String, String> headers =
                switch (error.status()) {
                    case 401 -> Map.of("WWW-Authenticate", "Basic realm=\"Twilio API\"");
                    case 429 -> Map.of("Retry-After", "1");
                    default -> Map.of();
                };
        return new Answer(error.status(), error.toJson(), headers);
    }

    static Reply of(int status, JsonNode body) {
        return new Answer(status, body, Map.of());
    }

    void give(HttpExchange exchange) throws IOException;

    record Answer(int status, JsonNode body, Map<String, String> headers) implements Reply {

        @Override
        public void give(HttpExchange exchange) throws IOException {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Closing an exchange that has no response headers closes its connection. */
    record Cut() implements Reply {

        @Override
        public void give(HttpExchange exchange) {
            exchange.close();
        }
    }
}
