package vuelta.local.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import vuelta.local.http.LoopbackServers;
import vuelta.local.simulator.Silence;

/**
 * A voice agent's runtime that speaks our contract, with invented people behind the numbers, on the loopback interface. It
 * forgets everything at its end.
 *
 * <p>Of a call answered by a human it also tells a result; a contact's variable {@code result}, a JSON object, is part of it.
 * Numbers that end in these digits always do the same:
 *
 * <table>
 * <caption>Magic numbers</caption>
 * <tr><td>9001</td><td>a human answers</td></tr>
 * <tr><td>9002</td><td>a machine answers</td></tr>
 * <tr><td>9003</td><td>busy</td></tr>
 * <tr><td>9004</td><td>no answer</td></tr>
 * <tr><td>9005</td><td>the call fails</td></tr>
 * <tr><td>9006</td><td>busy at the first call, a human afterwards</td></tr>
 * <tr><td>9007</td><td>a human; the connection is cut instead of an answer to the request</td></tr>
 * <tr><td>9008</td><td>HTTP 429 for the first request, a human afterwards</td></tr>
 * <tr><td>9009</td><td>a human; nothing is told</td></tr>
 * <tr><td>9010</td><td>a human; everything is told twice, shuffled, after the end of the call</td></tr>
 * <tr><td>9011</td><td>HTTP 500 every time, nothing is placed</td></tr>
 * <tr><td>9012</td><td>HTTP 422 every time, nothing is placed</td></tr>
 * </table>
 */
public final class AgentSimulator implements AutoCloseable {
    /** Where the book is, on this server and wherever it is mounted. */
    public static final String BOOK = "/_local/agent/calls";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CALLS = "/calls";
    private static final String RECORDINGS = "/recordings/";
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final Switchboard switchboard;
    private final Signature signature;
    private final InstantSource clock;

    private AgentSimulator(Options options) {
        this.server = LoopbackServers.bind(0);
        this.switchboard = new Switchboard(options, LoopbackServers.uri(server) + RECORDINGS);
        this.signature = new Signature(options.signingSecret());
        this.clock = options.clock();
        server.createContext(CALLS, this::calls);
        server.createContext(BOOK, book());
        server.createContext(RECORDINGS, AgentSimulator::recording);
    }

    /**
     * How it is to be.
     *
     * @param seed decides, with the number and the count of calls to it, what becomes of a call
     * @param speed how many life seconds of a call pass in one second
     */
    public record Options(InstantSource clock, long seed, double speed, String signingSecret) {
        public Options {
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, not " + speed);
            }
        }
    }

    public static AgentSimulator start(Options options) {
        AgentSimulator simulator = new AgentSimulator(options);
        simulator.server.start();
        return simulator;
    }

    /** Where it takes calls: for a secret's {@code base_url} or a line's {@code voice_url}. */
    public URI callsUrl() {
        return URI.create(LoopbackServers.uri(server) + CALLS);
    }

    /** Every call that it has taken, oldest first. */
    public List<TakenCall> calls() {
        return switchboard.all();
    }

    /** {@code GET /_local/agent/calls}: a JSON array, oldest first. */
    public HttpHandler book() {
        return exchange -> {
            ArrayNode entries = MAPPER.createArrayNode();
            switchboard.all().forEach(call -> entries.add(call.toJson()));
            LoopbackServers.answerJson(exchange, 200, JSON, entries.toString());
        };
    }

    private void calls(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST") && path.equals(CALLS)) {
            if (isSigned(exchange, body)) {
                place(exchange, body);
            }
        } else if (exchange.getRequestMethod().equals("POST") && path.startsWith(CALLS + "/")) {
            if (isSigned(exchange, body)) {
                change(exchange, path.substring(CALLS.length() + 1), body);
            }
        } else if (exchange.getRequestMethod().equals("GET") && path.startsWith(CALLS + "/")) {
            String attempt = path.substring(CALLS.length() + 1);
            if (isSigned(exchange, attempt.getBytes(UTF_8))) {
                show(exchange, attempt);
            }
        } else {
            error(exchange, 404, "NO_SUCH_ADDRESS");
        }
    }

    /** Answers 403 if it is not. */
    private boolean isSigned(HttpExchange exchange, byte[] content) throws IOException {
        boolean holds = signature.holds(
                exchange.getRequestHeaders().getFirst(Signature.TIMESTAMP),
                content,
                exchange.getRequestHeaders().getFirst(Signature.HEADER),
                clock.instant());
        if (!holds) {
            error(exchange, 403, "BAD_SIGNATURE");
        }
        return holds;
    }

    private void place(HttpExchange exchange, byte[] body) throws IOException {
        Optional<JsonNode> request = request(body);
        if (request.isEmpty()) {
            error(exchange, 400, "INVALID_REQUEST");
            return;
        }
        String to = request.get().path("to").asText();
        String ending = Fate.ending(to);
        if (ending.equals("9011")) {
            error(exchange, 500, "INTERNAL_ERROR");
        } else if (ending.equals("9012")) {
            error(exchange, 422, "NUMBER_NOT_CALLABLE");
        } else if (switchboard.throttles(to)) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            error(exchange, 429, "TOO_MANY_REQUESTS");
        } else {
            String id = switchboard.take(request.get()).id();
            if (ending.equals("9007")) {
                // An exchange that is closed without an answer's headers has its connection cut.
                exchange.close();
            } else {
                LoopbackServers.answerJson(
                        exchange,
                        201,
                        JSON,
                        MAPPER.createObjectNode().put("id", id).toString());
            }
        }
    }

    private void change(HttpExchange exchange, String attempt, byte[] body) throws IOException {
        JsonNode asked = json(body);
        Optional<TakenCall> call = switchboard.find(attempt);
        if (!asked.path("attempt").asText().equals(attempt)
                || !asked.path("action").asText().equals("hang_up")) {
            error(exchange, 400, "INVALID_REQUEST");
        } else if (call.isEmpty()) {
            error(exchange, 404, "UNKNOWN_ATTEMPT");
        } else if (call.get().isOver()) {
            error(exchange, 409, "CALL_ENDED");
        } else {
            switchboard.hangUp(call.get());
            LoopbackServers.answerJson(
                    exchange,
                    202,
                    JSON,
                    MAPPER.createObjectNode().put("id", call.get().id()).toString());
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static Optional<JsonNode> request(byte[] body) throws IOException {
        JsonNode request = json(body);
        boolean whole = !request.path("attempt").asText().isEmpty()
                && request.path("to").asText().matches("\\+[1-9][0-9]{5,14}")
                && request.path("from").asText().matches("\\+[1-9][0-9]{5,14}")
                && request.path("callback_url").asText().startsWith("http")
                && request.path("variables").isObject();
        return whole ? Optional.of(request) : Optional.empty();
    }

    private void show(HttpExchange exchange, String attempt) throws IOException {
        Optional<TakenCall> call = switchboard.find(attempt);
        if (call.isEmpty()) {
            error(exchange, 404, "UNKNOWN_ATTEMPT");
            return;
        }
        String recordings = LoopbackServers.uri(server) + RECORDINGS;
        LoopbackServers.answerJson(
                exchange,
                200,
                JSON,
                call.get().facts(recordings).put("status", call.get().status()).toString());
    }

    /** Silence. */
    private static void recording(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "audio/wav");
            byte[] silence = Silence.wav();
            exchange.sendResponseHeaders(200, silence.length);
            exchange.getResponseBody().write(silence);
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        LoopbackServers.answerJson(
                exchange,
                status,
                JSON,
                MAPPER.createObjectNode().put("error", code).toString());
    }

    @Override
    public void close() {
        LoopbackServers.stop(server, Duration.ZERO);
        switchboard.close();
    }
}
