package vuelta.local.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vuelta.local.simulator.Json;
import vuelta.local.simulator.Reply;
import vuelta.local.twilio.Fault.Kind;

/**
 * Where errors are ordered, for tests and for the curious; not Twilio's, and without a password. {@code POST} orders one,
 * {@code DELETE} takes back all that have not happened. They are forgotten at the end.
 */
final class Faults implements HttpHandler {

    static final String PATH = "/_local/twilio/faults";

    private final List<Fault> ordered = new ArrayList<>();

    /** The fault that this request meets, if any; it is used up by that. The oldest that is for it counts. */
    synchronized Optional<Fault> take(Kind kind, String to) {
        for (int i = 0; i < ordered.size(); i++) {
            Fault fault = ordered.get(i);
            if (fault.isFor(kind, to)) {
                Fault left = fault.once();
                if (left.times() == 0) {
                    ordered.remove(i);
                } else {
                    ordered.set(i, left);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private synchronized void order(Fault fault) {
        ordered.add(fault);
    }

    private synchronized void forget() {
        ordered.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, body).give(exchange);
        }
    }

    private Reply answer(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(PATH) && exchange.getRequestMethod().equals("DELETE")) {
            forget();
            return Reply.of(200, Json.object());
        }
        if (!path.equals(PATH) || !exchange.getRequestMethod().equals("POST")) {
            return TwilioError.notFound(path).reply();
        }
        try {
            order(Fault.of(Json.parse(body)));
            return Reply.of(201, Json.object());
        } catch (MalformedParameter malformed) {
            return malformed(malformed);
        } catch (JsonProcessingException malformed) {
            return malformed(malformed);
        }
    }

    private static Reply malformed(Exception why) {
        return TwilioError.badRequest(CallRules.NO_CODE_OF_ITS_OWN, "" + why.getMessage())
                .reply();
    }
}
