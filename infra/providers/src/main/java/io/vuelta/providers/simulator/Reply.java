package io.vuelta.providers.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.util.Map;

/** The reaction to an HTTP request: an answer, or a cut connection. */
public sealed interface Reply {

    static Reply of(int status, JsonNode body) {
        return new Answer(status, body, Map.of());
    }

    void give(HttpExchange exchange) throws IOException;

    record Answer(int status, JsonNode body, Map<String, String> headers) implements Reply {

        @Override
        public void give(HttpExchange exchange) throws IOException {
            headers.forEach(exchange.getResponseHeaders()::set);
            LoopbackServer.answer(exchange, status, "application/json;charset=utf-8", body.toString());
        }
    }

    /** A body that is not JSON. */
    record Text(int status, String body, Map<String, String> headers) implements Reply {

        @Override
        public void give(HttpExchange exchange) throws IOException {
            headers.forEach(exchange.getResponseHeaders()::set);
            LoopbackServer.answer(exchange, status, "text/html;charset=utf-8", body);
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
