package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SimulatorJson;
import java.io.IOException;

/** The page with the log: every accepted message, the oldest first. It is not a page of Meta and needs no token. */
final class MessageLogPage implements HttpHandler {

    static final String PATH = "/_local/whatsapp/messages";

    private final MessageEngine engine;

    MessageLogPage(MessageEngine engine) {
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(PATH) && exchange.getRequestMethod().equals("GET")) {
            ArrayNode entries = SimulatorJson.array();
            engine.log().forEach(message -> entries.add(message.toJson()));
            Reply.of(200, entries).give(exchange);
        } else {
            GraphError.notFound(path).reply().give(exchange);
        }
    }
}
