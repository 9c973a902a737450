package io.vuelta.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server of the local services and simulators. It listens on the loopback interface only, and has time-outs,
 * at most 1024 connections with a thread each, and bodies of at most 16 MiB. All of its threads are daemons. Safe for
 * several threads.
 */
public final class LoopbackServer implements AutoCloseable {
    /** DynamoDB's maximum size of a request, the largest of all services. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    private static final String MAX_CONNECTIONS = "1024";
    private static final int MAX_WAITING_CONNECTIONS = 256;
    private static final Logger LOG = System.getLogger(LoopbackServer.class.getName());

    /** Pause between two tries to listen again on the port, which may still be in use for a moment. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    static {
        // The JDK reads these properties once, when the first server is created.
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        setUnlessGiven("sun.net.httpserver.maxReqTime", "60");
        setUnlessGiven("sun.net.httpserver.maxRspTime", "120");
        // Idle connections are kept longer than clients keep them, and as many as there may be: if the server closes a
        // connection while a client uses it, the client cannot know whether its request was read.
        setUnlessGiven("sun.net.httpserver.idleInterval", "60");
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", MAX_CONNECTIONS);
        setUnlessGiven("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    private HttpServer server;
    private boolean closed;

    private LoopbackServer(int port) throws IOException {
        this.server = listen(port);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Binds a server to a port; it answers no request before {@link #start}.
     *
     * @param port on 127.0.0.1; 0 for any free one
     * @throws UncheckedIOException if the port cannot be used
     */
    public static LoopbackServer bind(int port) {
        try {
            return new LoopbackServer(port);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), MAX_WAITING_CONNECTIONS);
    }

    /**
     * Lets a handler answer every path with this prefix. The handler need not close the exchange. If it returns without
     * having sent the headers of an answer, the connection is cut. An exception of the handler is answered with 500, a
     * {@link #body} that is too long with 413.
     */
    public synchronized void serve(String pathPrefix, HttpHandler handler) {
        handlers.put(pathPrefix, handler);
    }

    public synchronized void start() {
        server.setExecutor(threads);
        handlers.forEach((path, handler) -> server.createContext(path, exchange -> handle(handler, exchange)));
        try {
            // The server's own thread is a daemon only if its parent is one.
            Thread.ofPlatform().daemon().start(server::start).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting a server", e);
        }
    }

    private static void handle(HttpHandler handler, HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                handler.handle(exchange);
            } catch (BodyTooLong _) {
                answer(exchange, 413, "application/json", "{\"message\":\"Request Entity Too Large\"}");
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, exchange.getRequestMethod() + " " + exchange.getRequestURI(), e);
                if (exchange.getResponseCode() < 0) {
                    answer(exchange, 500, "application/json", "{\"message\":\"Internal Server Error\"}");
                }
            }
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public synchronized URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public synchronized int port() {
        return server.getAddress().getPort();
    }

    /** The whole body of a request. */
    public static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new BodyTooLong();
        }
        return body;
    }

    private static final class BodyTooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Answers with a short text. */
    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        answer(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a body; headers that were set before are sent, too. */
    public static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /**
     * Refuses new connections for a time, and cuts the open ones; then listens on the same port again. Requests under
     * way have a second to end, because the request that orders this is one of them.
     */
    public synchronized void away(Duration time) {
        int port = port();
        HttpServer stopped = server;
        var _ = Thread.ofPlatform().daemon().start(() -> {
            stopped.stop(1);
            try {
                Thread.sleep(time);
                while (!listensAgain(port)) {
                    Thread.sleep(BETWEEN_TRIES);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized boolean listensAgain(int port) {
        if (closed) {
            return true;
        }
        try {
            server = listen(port);
            start();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Refuses new requests, waits for the requests under way at most this long, then cuts them. */
    public void stop(Duration patience) {
        HttpServer last;
        synchronized (this) {
            closed = true;
            last = server;
        }
        last.stop((int) patience.toSeconds());
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at once, like a kill. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
