package io.vuelta.adapters.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A function that Lambda has frozen for a while does not reuse its old connections. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FreshConnectionsTest {
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final FreshConnections http = new FreshConnections(ProviderHttp::newClient, () -> now);
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    private void post() throws Exception {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        HttpRequest post = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("call"))
                .build();
        assertThat(BoundedExchange.send(http, post).statusCode()).isEqualTo(204);
    }

    @Test
    void a_connection_is_reused_within_the_idle_limit_and_replaced_after_it() throws Exception {
        post();
        now = now.plus(FreshConnections.MAX_IDLE);
        post();
        now = now.plus(FreshConnections.MAX_IDLE).plusMillis(1);
        post();

        assertThat(ports.get(1)).isEqualTo(ports.get(0));
        assertThat(ports.get(2)).isNotEqualTo(ports.get(1));
    }

    /** The system clock may be set back while the function is frozen. */
    @Test
    void a_clock_that_goes_back_counts_as_a_pause() throws Exception {
        post();
        now = now.minus(Duration.ofMinutes(1));
        post();

        assertThat(ports.get(1)).isNotEqualTo(ports.get(0));
    }
}
