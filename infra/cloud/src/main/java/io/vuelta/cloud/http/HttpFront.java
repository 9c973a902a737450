package io.vuelta.cloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.cloud.template.FunctionModel.Route;
import io.vuelta.cloud.template.HttpApiModel;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Simulates API Gateway's HTTP API: routes, limits, and events to and from functions. */
public final class HttpFront implements AutoCloseable {
    /** A function behind a route. */
    public interface Function {
        /** The function's answer to the event; empty if the function failed. */
        Optional<String> call(byte[] event);
    }

    /** API Gateway's limit on an integration. */
    public static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final int MAX_REQUEST_BYTES = 10 << 20;
    private static final int MAX_PAYLOAD_BYTES = 6 << 20;
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final LoopbackServer http;
    private final RouteTable<Function> routes = new RouteTable<>();
    private final TokenBucket bucket;
    private final Map<String, TokenBucket> bucketsOfRoutes = new HashMap<>();
    private final Optional<CrossOrigin> crossOrigin;
    private final Duration integrationLimit;
    private final InstantSource clock;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    private HttpFront(
            LoopbackServer http,
            HttpApiModel api,
            Map<Route, Function> functions,
            Duration integrationLimit,
            InstantSource clock) {
        this.http = http;
        this.bucket = TokenBucket.of(api.limit(), System::nanoTime);
        api.routeLimits()
                .forEach((route, limit) -> bucketsOfRoutes.put(route, TokenBucket.of(limit, System::nanoTime)));
        this.crossOrigin = api.cors().map(CrossOrigin::new);
        this.integrationLimit = integrationLimit;
        this.clock = clock;
        functions.forEach(routes::add);
    }

    /**
     * Starts the server.
     *
     * @param http bound, not started; closed with this
     * @param mounts path prefixes outside the API and their handlers
     */
    public static HttpFront start(
            LoopbackServer http,
            HttpApiModel api,
            Map<Route, Function> functions,
            Map<String, HttpHandler> mounts,
            Duration integrationLimit,
            InstantSource clock) {
        var front = new HttpFront(http, api, functions, integrationLimit, clock);
        mounts.forEach(http::serve);
        http.serve("/", front::handle);
        http.start();
        return front;
    }

    private void handle(HttpExchange exchange) throws IOException {
        HttpAnswer answer;
        try {
            answer = answer(exchange);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, exchange.getRequestMethod() + " " + exchange.getRequestURI(), e);
            answer = HttpAnswer.message(500, "Internal Server Error");
        }
        crossOrigin.ifPresent(cors -> cors.putHeaders(exchange));
        write(exchange, answer);
    }

    private static void write(HttpExchange exchange, HttpAnswer answer) throws IOException {
        answer.putHeaders(exchange.getResponseHeaders());
        boolean bodiless =
                exchange.getRequestMethod().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
        boolean empty = bodiless || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException {
        if (crossOrigin.isPresent() && CrossOrigin.isPreflight(exchange)) {
            return HttpAnswer.empty(204);
        }
        var match = routes.find(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        if (!match.map(found -> bucketsOfRoutes.getOrDefault(found.key(), bucket))
                .orElse(bucket)
                .take()) {
            return HttpAnswer.message(429, "Too Many Requests");
        }
        if (match.isEmpty()) {
            return HttpAnswer.message(404, "Not Found");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
        if (body.length > MAX_REQUEST_BYTES) {
            return HttpAnswer.message(413, "Request Entity Too Large");
        }
        byte[] event = HttpEvent.of(exchange, match.get(), body, clock.instant());
        if (event.length > MAX_PAYLOAD_BYTES) {
            return HttpAnswer.message(413, "Request Entity Too Large");
        }
        return call(match.get().target(), event);
    }

    private HttpAnswer call(Function function, byte[] event) {
        try {
            return CompletableFuture.supplyAsync(() -> function.call(event), calls)
                    .get(integrationLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .filter(payload -> payload.getBytes(StandardCharsets.UTF_8).length <= MAX_PAYLOAD_BYTES)
                    .map(HttpAnswer::of)
                    .orElseGet(() -> HttpAnswer.message(500, "Internal Server Error"));
        } catch (TimeoutException _) {
            return HttpAnswer.message(503, "Service Unavailable");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A function's call must not throw", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return HttpAnswer.message(503, "Service Unavailable");
        }
    }

    /** Accepts no more requests; requests in progress have a few seconds. */
    @Override
    public void close() {
        http.stop(CLOSING);
        calls.shutdownNow();
    }
}
