package vuelta.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How an HTTP request ends. */
public sealed interface Reply {

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

    /** What is no JSON. */
    record Text(int status, String body, Map<String, String> headers) implements Reply {

        @Override
        public void give(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
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
