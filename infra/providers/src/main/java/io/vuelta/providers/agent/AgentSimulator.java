package io.vuelta.providers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SilentAudio;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A voice agent's runtime that implements Vuelta's contract, with invented people behind the numbers, on the loopback
 * interface.
 *
 * <p>If a human answers a call, the runtime also reports a result. The result has the fields of the contact's variable
 * {@code result}, a JSON object. Numbers that end in these digits always have the same result:
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
 * <tr><td>9009</td><td>a human; no event is sent</td></tr>
 * <tr><td>9010</td><td>a human; every event is sent twice, in random order, after the end of the call</td></tr>
 * <tr><td>9011</td><td>HTTP 500 every time, nothing is placed</td></tr>
 * <tr><td>9012</td><td>HTTP 422 every time, nothing is placed</td></tr>
 * </table>
 */
public final class AgentSimulator implements AutoCloseable {
    /** The path of the log, on this server and on any server that mounts it. */
    public static final String CALL_LOG = "/_local/agent/calls";

    private static final String CALLS = "/calls";
    private static final String RECORDINGS = "/recordings/";

    private final LoopbackServer server = LoopbackServer.bind(0);
    private final AgentCallEngine engine;
    private final Signature signature;
    private final InstantSource clock;

    private AgentSimulator(Options options) {
        this.engine = new AgentCallEngine(options, recordings());
        this.signature = new Signature(options.signingSecret());
        this.clock = options.clock();
        server.serve(CALLS, this::answer);
        server.serve(CALL_LOG, callLog());
        server.serve(RECORDINGS, exchange -> LoopbackServer.answer(exchange, 200, "audio/wav", SilentAudio.wav()));
    }

    /**
     * The settings of the simulator.
     *
     * @param seed decides the result of a call, with the number and the count of calls to it
     * @param speed how many simulated seconds of a call pass in one second
     * @param journal the file that keeps all state; null to keep it in memory only
     */
    public record Options(
            InstantSource clock,
            long seed,
            double speed,
            String signingSecret,
            @Nullable Path journal) {
        public Options {
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, not " + speed);
            }
        }
    }

    /** Continues the calls of the journal, then listens. */
    public static AgentSimulator start(Options options) {
        AgentSimulator simulator = new AgentSimulator(options);
        try {
            simulator.engine.resume();
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
        simulator.server.start();
        return simulator;
    }

    /** The address for requests for calls: for a secret's {@code base_url} or a line's {@code voice_url}. */
    public URI callsUrl() {
        return server.uri().resolve(CALLS);
    }

    private String recordings() {
        return server.uri() + RECORDINGS;
    }

    /** Every accepted call, the oldest first. */
    public List<TakenCall> calls() {
        return engine.all();
    }

    /** {@code GET /_local/agent/calls}: a JSON array, oldest first. */
    public HttpHandler callLog() {
        return exchange -> {
            ArrayNode entries = SimulatorJson.array();
            engine.all().forEach(call -> entries.add(call.toJson()));
            Reply.of(200, entries).give(exchange);
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        answer(exchange, LoopbackServer.body(exchange)).give(exchange);
    }

    private Reply answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        String attempt = path.startsWith(CALLS + "/") ? path.substring(CALLS.length() + 1) : "";
        boolean post = exchange.getRequestMethod().equals("POST");
        boolean shows = exchange.getRequestMethod().equals("GET") && !attempt.isEmpty();
        if (!shows && !(post && (path.equals(CALLS) || !attempt.isEmpty()))) {
            return error(404, "NO_SUCH_ADDRESS");
        }
        if (!isSigned(exchange, shows ? attempt.getBytes(UTF_8) : body)) {
            return error(403, "BAD_SIGNATURE");
        }
        JsonNode request = json(body);
        return shows ? show(attempt) : attempt.isEmpty() ? place(request) : change(attempt, request);
    }

    private boolean isSigned(HttpExchange exchange, byte[] content) {
        return signature.holds(
                exchange.getRequestHeaders().getFirst(Signature.TIMESTAMP),
                content,
                exchange.getRequestHeaders().getFirst(Signature.HEADER),
                clock.instant());
    }

    private Reply place(JsonNode request) {
        if (!isWhole(request)) {
            return error(400, "INVALID_REQUEST");
        }
        String to = request.path("to").asText();
        String ending = AgentCallScript.ending(to);
        if (ending.equals("9011")) {
            return error(500, "INTERNAL_ERROR");
        }
        if (ending.equals("9012")) {
            return error(422, "NUMBER_NOT_CALLABLE");
        }
        if (engine.throttles(to)) {
            return new Reply.Answer(
                    429, SimulatorJson.object().put("error", "TOO_MANY_REQUESTS"), Map.of("Retry-After", "1"));
        }
        String id = engine.take(request).id();
        return ending.equals("9007")
                ? new Reply.Cut()
                : Reply.of(201, SimulatorJson.object().put("id", id));
    }

    private Reply change(String attempt, JsonNode body) {
        Optional<TakenCall> call = engine.find(attempt);
        if (!body.path("attempt").asText().equals(attempt)
                || !body.path("action").asText().equals("hang_up")) {
            return error(400, "INVALID_REQUEST");
        }
        if (call.isEmpty()) {
            return error(404, "UNKNOWN_ATTEMPT");
        }
        if (call.get().isOver()) {
            return error(409, "CALL_ENDED");
        }
        engine.hangUp(call.get());
        return Reply.of(202, SimulatorJson.object().put("id", call.get().id()));
    }

    private static JsonNode json(byte[] body) {
        try {
            return SimulatorJson.parse(new String(body, UTF_8));
        } catch (JsonProcessingException _) {
            return SimulatorJson.object();
        }
    }

    private static boolean isWhole(JsonNode request) {
        return !request.path("attempt").asText().isEmpty()
                && request.path("to").asText().matches("\\+[1-9][0-9]{5,14}")
                && request.path("from").asText().matches("\\+[1-9][0-9]{5,14}")
                && request.path("callback_url").asText().startsWith("http")
                && request.path("variables").isObject();
    }

    private Reply show(String attempt) {
        return engine.find(attempt)
                .map(call -> Reply.of(200, call.facts(recordings()).put("status", call.status())))
                .orElseGet(() -> error(404, "UNKNOWN_ATTEMPT"));
    }

    private static Reply error(int status, String code) {
        return Reply.of(status, SimulatorJson.object().put("error", code));
    }

    /** Stops at once, like a kill. With a journal, the next simulator continues from here. */
    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
