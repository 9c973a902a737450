package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SimulatorJson;
import java.io.IOException;

/**
 * The page with the log, for tests and people: every accepted request, the oldest first. It is not a page of Twilio
 * and needs no password. The query may name a {@code to} and an {@code attempt}.
 */
final class CallLogPage implements HttpHandler {

    static final String PATH = "/_local/twilio/calls";

    private final CallEngine engine;

    CallLogPage(CallEngine engine) {
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(exchange).give(exchange);
    }

    private Reply answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (!path.equals(PATH) || !exchange.getRequestMethod().equals("GET")) {
            return TwilioError.notFound(path).reply();
        }
        try {
            return Reply.of(200, entries(Form.parse(exchange.getRequestURI().getRawQuery())));
        } catch (MalformedParameter malformed) {
            return TwilioError.badRequest(NewCallRules.NO_CODE_OF_ITS_OWN, "" + malformed.getMessage())
                    .reply();
        }
    }

    private ArrayNode entries(Form query) {
        ArrayNode entries = SimulatorJson.array();
        engine.all().stream()
                .map(SimulatedCall::logged)
                .filter(call -> !query.has("to") || call.to().equals(query.first("to")))
                .filter(call -> !query.has("attempt") || query.first("attempt").equals(call.attempt()))
                .forEach(call -> entries.add(call.toJson()));
        return entries;
    }
}
