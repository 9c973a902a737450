package vuelta.local.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An HTTP server on the loopback interface, for one simulator. */
public final class SimulatorServer implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int WAITING_CONNECTIONS = 256;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private SimulatorServer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Binds the port; nothing is answered before {@link #serve}.
     *
     * @param name of its threads
     * @param port on 127.0.0.1; 0 for any free one
     */
    public static SimulatorServer bind(String name, int port, Map<String, HttpHandler> handlers) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), WAITING_CONNECTIONS);
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING_CONNECTIONS),
                    Thread.ofPlatform().daemon().name(name + "-http-", 0).factory(),
                    new ThreadPoolExecutor.CallerRunsPolicy());
            server.setExecutor(threads);
            handlers.forEach(server::createContext);
            return new SimulatorServer(server, threads);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failure);
        }
    }

    public void serve() {
        try {
            // The server's own thread is a daemon only if its parent is one.
            Thread starter = Thread.ofPlatform().daemon().start(server::start);
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a simulator", interrupted);
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Stops at once, as a kill would. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
