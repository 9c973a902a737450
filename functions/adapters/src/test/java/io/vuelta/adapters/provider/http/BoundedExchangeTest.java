package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that respond, and servers that stop within a response. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class BoundedExchangeTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Answers one request with this text and sends nothing more; records when its client closes the connection. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket;
        private final CompletableFuture<Integer> closed;

        Server(String text) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            closed = CompletableFuture.supplyAsync(
                    () -> answer(text), task -> Thread.ofVirtual().start(task));
        }

        private int answer(String text) {
            try (Socket client = socket.accept()) {
                byte[] request = new byte[8_192];
                client.getInputStream().read(request);
                client.getOutputStream().write(text.getBytes(UTF_8));
                client.getOutputStream().flush();
                return client.getInputStream().read();
            } catch (IOException _) {
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static HttpRequest request(int port, Duration most) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port))
                .timeout(most)
                .build();
    }

    @Test
    void a_complete_answer_is_given() throws Exception {
        try (Server server = new Server("HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nsí!")) {
            assertThat(BoundedExchange.send(HTTP, request(server.socket.getLocalPort(), Duration.ofSeconds(10)))
                            .body())
                    .isEqualTo("sí!");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"id\""
            })
    void an_answer_that_stops_halfway_times_out_and_its_connection_is_closed(String answer) throws Exception {
        try (Server server = new Server(answer)) {
            HttpRequest request = request(server.socket.getLocalPort(), Duration.ofMillis(400));

            assertThatThrownBy(() -> BoundedExchange.send(HTTP, request)).isInstanceOf(HttpTimeoutException.class);

            assertThat(server.closed.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void a_refused_connection_is_reported_as_one() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> BoundedExchange.send(HTTP, request(port, Duration.ofSeconds(10))))
                .isInstanceOf(ConnectException.class);
    }
}
