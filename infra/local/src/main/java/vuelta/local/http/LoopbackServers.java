package vuelta.local.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Makes the JDK's HTTP servers of the local system: loopback only, bounded, with time-outs. */
public final class LoopbackServers {
    static {
        // Read once by the JDK when the first server is made.
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        setUnlessGiven("sun.net.httpserver.maxReqTime", "60");
        setUnlessGiven("sun.net.httpserver.maxRspTime", "120");
        setUnlessGiven("sun.net.httpserver.idleInterval", "60");
        setUnlessGiven("jdk.httpserver.maxConnections", "1024");
    }

    private LoopbackServers() {}

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A bound server that is not started; port 0 takes any that is free. Each request has a (virtual) thread. */
    public static HttpServer bind(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 256);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
    }

    public static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Refuses new requests, lets those under way end for the time given, then cuts them. */
    public static void stop(HttpServer server, Duration patience) {
        server.stop((int) patience.toSeconds());
        if (server.getExecutor() instanceof ExecutorService executor) {
            executor.shutdownNow();
            try {
                executor.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers with a short JSON text. */
    public static void answerJson(com.sun.net.httpserver.HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
