package io.vuelta.local;

import com.sun.net.httpserver.HttpExchange;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A proxy between an adapter and a provider's simulator. It passes all requests on, except the request for an attempt
 * that a test has ordered to lose.
 */
final class Wire implements AutoCloseable {
    /** Headers that belong to one connection. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "transfer-encoding");

    private final LoopbackServer server = LoopbackServer.bind(0);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final Thread asker;
    private final AtomicReference<Loss> next = new AtomicReference<>(Loss.NONE);
    private final Predicate<String> asksFor;
    private final AtomicInteger passed = new AtomicInteger();

    /**
     * A proxy for one server.
     *
     * @param target the origin of the simulator
     * @param asker the thread whose requests may be lost
     * @param asksFor whether a POST to this path requests an attempt
     */
    Wire(URI target, Thread asker, Predicate<String> asksFor) {
        this.target = target;
        this.asker = asker;
        this.asksFor = asksFor;
        server.serve("/", this::handle);
        server.start();
    }

    /** The way in which a request is lost. */
    enum Loss {
        NONE,
        /** The request is sent, and the connection is cut before the provider receives it. */
        REQUEST,
        /** The provider receives the request, and the connection is cut instead of an answer. */
        ANSWER,
        /** The provider receives the request, and the thread that waits for the answer is interrupted. */
        PATIENCE
    }

    URI uri() {
        return server.uri();
    }

    /** Loses the next request for an attempt in this way; later ones pass. */
    void lose(Loss loss) {
        next.set(loss);
    }

    /** Number of requests for an attempt that the provider got since the last call of this method. */
    int passed() {
        return passed.getAndSet(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = LoopbackServer.body(exchange);
            boolean asks = exchange.getRequestMethod().equals("POST")
                    && asksFor.test(exchange.getRequestURI().getPath());
            Loss loss = asks ? next.getAndSet(Loss.NONE) : Loss.NONE;
            if (loss == Loss.REQUEST) {
                return;
            }
            if (asks) {
                passed.incrementAndGet();
            }
            HttpResponse<byte[]> answer = http.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            if (loss == Loss.PATIENCE) {
                asker.interrupt();
            }
            if (loss == Loss.NONE) {
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .timeout(Duration.ofSeconds(10))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
