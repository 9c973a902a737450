package io.vuelta.adapters.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.http.ProviderHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A server that records the body of the last request, and gives all requests the same answer. */
final class Recorder implements AutoCloseable {
    /** A client for all tests: each new one has a thread of its own. */
    static final HttpClient HTTP = ProviderHttp.client(InstantSource.system());

    private final HttpServer server;
    private final AtomicReference<String> body = new AtomicReference<>("");
    private final AtomicReference<String> answer = new AtomicReference<>("{}");

    private final Map<String, String> bodies = new ConcurrentHashMap<>();

    Recorder() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            body.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            bodies.put(exchange.getRequestURI().getPath(), body.get());
            byte[] said = answer.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Sets the answer. */
    void answer(String text) {
        answer.set(text);
    }

    String body() {
        return body.get();
    }

    /** The body of the last request to this path. */
    String body(String path) {
        return bodies.getOrDefault(path, "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
