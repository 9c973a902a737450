package io.vuelta.providers.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The page on which tests and people order errors; it is not a page of the provider, and has no password. {@code POST}
 * orders one, {@code DELETE} removes all that have not happened. They are kept in memory only.
 */
public final class OrderedFaults implements HttpHandler {

    private static final int MAX_AWAY_MS = 86_400_000;

    private final String path;
    private final List<String> requests;
    private final Errors errors;
    private final Consumer<Duration> away;
    private final List<OrderedFault> ordered = new ArrayList<>();

    /**
     * The page of a simulator.
     *
     * @param path of the page
     * @param requests names of the kinds of requests; the first is the default
     * @param away makes the simulator refuse every connection for a time
     */
    public OrderedFaults(String path, List<String> requests, Errors errors, Consumer<Duration> away) {
        this.path = path;
        this.requests = List.copyOf(requests);
        this.errors = errors;
        this.away = away;
    }

    /** A provider's errors, as it writes them. */
    public interface Errors {
        JsonNode of(int status, int code, String message);
    }

    public String path() {
        return path;
    }

    /** The answer to a request: a fault's if one is ordered for it. */
    public Reply answer(String request, String to, Supplier<Reply> answer) {
        Optional<OrderedFault> fault = take(request, to);
        if (fault.isEmpty()) {
            return answer.get();
        }
        if (fault.get().acts()) {
            var _ = answer.get();
        }
        try {
            Thread.sleep(fault.get().delay());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return fault.get().reply();
    }

    /** Takes the oldest ordered fault that matches this request, if there is one, and counts it as used. */
    private synchronized Optional<OrderedFault> take(String request, String to) {
        ordered.removeIf(OrderedFault::isOver);
        for (int i = 0; i < ordered.size(); i++) {
            OrderedFault fault = ordered.get(i);
            if (fault.isFor(request, to)) {
                OrderedFault left = fault.once();
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

    private synchronized void order(OrderedFault fault) {
        ordered.add(fault);
    }

    private synchronized void forget() {
        ordered.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(LoopbackServer.body(exchange), StandardCharsets.UTF_8);
        answer(exchange, body).give(exchange);
    }

    private Reply answer(HttpExchange exchange, String body) {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        if (asked.equals("DELETE " + path)) {
            forget();
            return Reply.of(200, SimulatorJson.object());
        }
        if (!asked.equals("POST " + path)) {
            return Reply.of(404, SimulatorJson.object().put("message", "POST or DELETE " + path));
        }
        try {
            JsonNode wanted = SimulatorJson.parse(body);
            if (wanted.has("away_ms")) {
                away.accept(Duration.ofMillis(OrderedFault.within(wanted, "away_ms", 0, 1, MAX_AWAY_MS)));
            } else {
                order(OrderedFault.of(wanted, requests, errors));
            }
            return Reply.of(201, SimulatorJson.object());
        } catch (JsonProcessingException malformed) {
            return malformed(malformed);
        } catch (IllegalArgumentException malformed) {
            return malformed(malformed);
        }
    }

    private static Reply malformed(Exception why) {
        return Reply.of(400, SimulatorJson.object().put("message", why.getMessage()));
    }
}
