package io.vuelta.journeys;

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
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes requests to moto, those to its tables one at a time. When moto refuses a transaction, it resets all tables to
 * their state at the beginning of the transaction, and so loses the writes of others in between.
 */
final class OneWriterProxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> OF_A_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ReentrantLock tables = new ReentrantLock();
    private final URI moto;
    private final LoopbackServer server;

    OneWriterProxy(URI moto) throws IOException {
        this.moto = moto;
        this.server = LoopbackServer.bind(0);
        server.serve("/", this::handOn);
        server.start();
    }

    URI endpoint() {
        return server.uri();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        boolean ofTables = target != null && target.startsWith("DynamoDB");
        if (ofTables) {
            tables.lock();
        }
        try {
            answer(exchange, http.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (ofTables) {
                tables.unlock();
            }
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(moto.toString() + exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(LoopbackServer.body(exchange)));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> from) throws IOException {
        from.headers().map().forEach((name, values) -> {
            if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        String type = from.headers().firstValue("Content-Type").orElse("application/octet-stream");
        LoopbackServer.answer(exchange, from.statusCode(), type, from.body());
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
