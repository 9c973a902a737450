package io.vuelta.providers.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.platform.PlatformDialect.ParsedRequest;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.OrderedFaults;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SilentAudio;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A voice platform with invented people behind the numbers, on the loopback interface. Every accepted request places a
 * call: a repeated request places a second call, as at the platforms.
 *
 * <p>The contact's variable {@code result}, a JSON object, is the result of the conversation with a human. Numbers that
 * end in these digits always have the same result:
 *
 * <table>
 * <caption>Magic numbers</caption>
 * <tr><td>9001</td><td>a human answers</td></tr>
 * <tr><td>9002</td><td>a machine answers</td></tr>
 * <tr><td>9003</td><td>busy</td></tr>
 * <tr><td>9004</td><td>no answer</td></tr>
 * <tr><td>9005</td><td>the number is not in service</td></tr>
 * <tr><td>9006</td><td>busy at the first call, a human afterwards</td></tr>
 * <tr><td>9007</td><td>a human; the connection is cut instead of an answer to the request</td></tr>
 * <tr><td>9008</td><td>HTTP 429 for the first request, a human afterwards</td></tr>
 * <tr><td>9009</td><td>a human; no event is sent</td></tr>
 * <tr><td>9010</td><td>a human; every event is sent twice, in random order, after the end of the call</td></tr>
 * <tr><td>9011</td><td>HTTP 500 every time, nothing is placed</td></tr>
 * <tr><td>9012</td><td>HTTP 400 every time, nothing is placed</td></tr>
 * <tr><td>9013</td><td>the first call is accepted, and ended because the platform has no free place; a human
 * afterwards</td></tr>
 * </table>
 */
public final class PlatformSimulator implements AutoCloseable {
    private static final String RECORDINGS = "/_local/recordings/";

    private final LoopbackServer server = LoopbackServer.bind(0);
    private final PlatformDialect dialect;
    private final PlatformEngine engine;
    private final OrderedFaults faults;

    private PlatformSimulator(Options options, Function<String, PlatformDialect> dialect) {
        this.dialect = dialect.apply(server.uri().toString());
        this.engine = new PlatformEngine(options, this.dialect);
        this.faults = new OrderedFaults(
                "/_local/" + this.dialect.name() + "/faults",
                List.of("place", "show", "list", "hang_up"),
                (status, _, message) -> this.dialect.error(status, message),
                server::away);
        server.serve("/", this::answer);
        server.serve(RECORDINGS, exchange -> LoopbackServer.answer(exchange, 200, "audio/wav", SilentAudio.wav()));
        server.serve(faults.path(), faults);
    }

    /**
     * The settings of the simulator.
     *
     * @param seed decides, with the number and the count of calls to it, the result of a call
     * @param speed how many simulated seconds of a call pass in one second
     * @param disorder share in percent of the numbers that are not magic and whose events are lost; for the same share
     *     of numbers, each event is sent twice, in random order
     * @param journal the file that keeps all state; null to keep it in memory only
     */
    public record Options(
            InstantSource clock,
            long seed,
            double speed,
            int disorder,
            @Nullable Path journal) {
        public Options {
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, not " + speed);
            }
        }
    }

    /**
     * Continues the calls of the journal, then listens.
     *
     * @param dialect makes the platform's dialect from the origin at which the simulator listens
     */
    public static PlatformSimulator start(Options options, Function<String, PlatformDialect> dialect) {
        PlatformSimulator simulator = new PlatformSimulator(options, dialect);
        try {
            simulator.engine.resume();
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
        simulator.server.start();
        return simulator;
    }

    /** The address for a secret's {@code base_url}. */
    public URI baseUrl() {
        return server.uri();
    }

    /** Every accepted call, the oldest first. */
    public List<PlatformCallRecord> calls() {
        return engine.all();
    }

    /**
     * The handlers by path: {@code /_local/<platform>/calls}, a JSON array of the calls, oldest first; and {@code
     * /_local/<platform>/faults}, at which faults are ordered.
     */
    public Map<String, HttpHandler> handlers() {
        return Map.of("/_local/" + dialect.name() + "/calls", this::log, faults.path(), faults);
    }

    private void log(HttpExchange exchange) throws IOException {
        ArrayNode entries = SimulatorJson.array();
        engine.all().forEach(call -> entries.add(call.toJson()));
        Reply.of(200, entries).give(exchange);
    }

    /** The address of a recording, as a dialect reports it. */
    public static String recording(String origin, PlatformCallRecord call) {
        return origin + RECORDINGS + call.id() + ".wav";
    }

    private void answer(HttpExchange exchange) throws IOException {
        PlatformRequest request = request(exchange);
        Optional<ParsedRequest> parsed = dialect.parse(request);
        Reply reply = parsed.isEmpty() ? error(404, "Not Found") : answer(parsed.get(), request.body());
        reply.give(exchange);
    }

    private Reply answer(ParsedRequest parsed, JsonNode body) {
        return switch (parsed) {
            case ParsedRequest.Refused refused -> error(refused.status(), refused.message());
            case ParsedRequest.Place place -> faults.answer("place", place.to(), () -> place(place, body));
            case ParsedRequest.Show show ->
                faults.answer(
                        "show",
                        "",
                        () -> engine.find(show.id())
                                .map(call -> Reply.of(200, dialect.shown(call)))
                                .orElseGet(() -> error(404, "no such call")));
            case ParsedRequest.List list -> faults.answer("list", "", () -> Reply.of(200, dialect.list(calls(list))));
            case ParsedRequest.HangUp hangUp -> faults.answer("hang_up", "", () -> hangUp(hangUp.id()));
        };
    }

    private List<PlatformCallRecord> calls(ParsedRequest.List list) {
        return engine.all().stream()
                .filter(call -> list.attempt().isEmpty() || list.attempt().get().equals(call.attempt()))
                .toList();
    }

    private Reply place(ParsedRequest.Place place, JsonNode body) {
        String ending = AgentCallScript.ending(place.to());
        if (ending.equals("9011")) {
            return error(500, "Internal Server Error");
        }
        if (ending.equals("9012")) {
            return error(400, "the number cannot be called");
        }
        if (engine.throttles(place.to())) {
            return new Reply.Answer(429, dialect.error(429, "Too Many Requests"), Map.of("Retry-After", "1"));
        }
        Reply taken = dialect.taken(engine.take(place, body));
        return ending.equals("9007") ? new Reply.Cut() : taken;
    }

    private Reply hangUp(String id) {
        Optional<PlatformCallRecord> call = engine.find(id);
        if (call.isEmpty()) {
            return error(404, "no such call");
        }
        engine.hangUp(id);
        return Reply.of(200, SimulatorJson.object());
    }

    private Reply error(int status, String message) {
        return Reply.of(status, dialect.error(status, message));
    }

    private static PlatformRequest request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new PlatformRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                json(LoopbackServer.body(exchange)));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(URLDecoder.decode(parts[0], UTF_8), parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return query;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = SimulatorJson.parse(new String(body, UTF_8));
            return json.isObject() ? json : SimulatorJson.object();
        } catch (JsonProcessingException _) {
            return SimulatorJson.object();
        }
    }

    /** Stops at once, like a kill. With a journal, the next simulator continues from here. */
    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
