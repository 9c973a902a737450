package vuelta.local.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An HTTP server on the loopback interface, for one simulator. */
public final class SimulatorServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int WAITING_CONNECTIONS = 256;

    /** Between two tries to listen again on the port, which may still be in use for a moment. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Map<String, HttpHandler> handlers;
    private final ThreadPoolExecutor threads;
    private HttpServer server;
    private boolean closed;

    private SimulatorServer(HttpServer server, Map<String, HttpHandler> handlers, ThreadPoolExecutor threads) {
        this.server = server;
        this.handlers = Map.copyOf(handlers);
        this.threads = threads;
    }

    /**
     * Binds the port; nothing is answered before {@link #serve}.
     *
     * @param name of its threads
     * @param port on 127.0.0.1; 0 for any free one
     */
    public static SimulatorServer bind(String name, int port, Map<String, HttpHandler> handlers) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_CONNECTIONS),
                Thread.ofPlatform().daemon().name(name + "-http-", 0).factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            return new SimulatorServer(bind(port, handlers, threads), handlers, threads);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failure);
        }
    }

    private static HttpServer bind(int port, Map<String, HttpHandler> handlers, ThreadPoolExecutor threads)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), WAITING_CONNECTIONS);
        server.setExecutor(threads);
        handlers.forEach(server::createContext);
        return server;
    }

    public synchronized void serve() {
        start(server);
    }

    private static void start(HttpServer server) {
        try {
            // The server's own thread is a daemon only if its parent is one.
            Thread starter = Thread.ofPlatform().daemon().start(server::start);
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a simulator", interrupted);
        }
    }

    /** Cuts every connection and refuses new ones, for a time; then listens on the same port again. */
    public synchronized void away(Duration time) {
        InetSocketAddress address = server.getAddress();
        HttpServer gone = server;
        Thread unused = Thread.ofPlatform().daemon().start(() -> {
            gone.stop(0);
            try {
                Thread.sleep(time);
                while (!listensAgain(address)) {
                    Thread.sleep(BETWEEN_TRIES);
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized boolean listensAgain(InetSocketAddress address) {
        if (closed) {
            return true;
        }
        try {
            server = bind(address.getPort(), handlers, threads);
            start(server);
            return true;
        } catch (IOException stillInUse) {
            return false;
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public synchronized URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Stops at once, as a kill would. */
    @Override
    public synchronized void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
