package io.vuelta.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoopbackServerTest {
    private static final int MANY = 400;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @AutoClose
    private final LoopbackServer server = LoopbackServer.bind(0);

    @AutoClose
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        server.serve("/length", exchange -> {
            String length = String.valueOf(LoopbackServer.body(exchange).length);
            LoopbackServer.answer(exchange, 200, "text/plain", length);
        });
        server.serve("/nothing", exchange -> exchange.sendResponseHeaders(204, -1));
        server.serve("/cut", _ -> {});
        server.serve("/failing", _ -> {
            throw new IllegalStateException("ordered to fail");
        });
        server.start();
    }

    private HttpResponse<String> post(String path, int length) throws IOException, InterruptedException {
        URI uri = server.uri().resolve(path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofByteArray(new byte[length]))
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "/length,  0,        200, 0",
        "/length,  16777216, 200, 16777216",
        "/length,  16777217, 413, '{\"message\":\"Request Entity Too Large\"}'",
        "/nothing, 10,       204, ''",
        "/failing, 10,       500, '{\"message\":\"Internal Server Error\"}'",
        "/other,   10,       404, '<h1>404 Not Found</h1>No context found for request'"
    })
    void a_request_is_answered(String path, int length, int status, String body) throws Exception {
        HttpResponse<String> answer = post(path, length);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    /** A client would see the end of a connection that it has just used again, and could not repeat a POST or PATCH. */
    @Test
    @Timeout(60)
    void an_idle_connection_stays_open_however_many_there_are() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MANY; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                sockets.add(socket);
                assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 204 No Content");
            }
            for (Socket socket : sockets) {
                assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 204 No Content");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static String statusOf(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        var answer = new StringBuilder();
        for (int next = 0; next >= 0 && answer.indexOf("\r\n\r\n") < 0; ) {
            next = socket.getInputStream().read();
            answer.append((char) next);
        }
        return answer.substring(0, Math.max(0, answer.indexOf("\r\n")));
    }

    @Test
    void a_handler_that_does_not_answer_gets_its_connection_closed() {
        assertThatThrownBy(() -> post("/cut", 10)).isInstanceOf(IOException.class);
    }

    @Test
    void a_port_in_use_is_reported() {
        assertThatThrownBy(() -> LoopbackServer.bind(server.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Port " + server.port() + " of 127.0.0.1 cannot be used: ");
    }

    @Test
    @Timeout(30)
    void a_paused_server_refuses_connections_and_listens_again_on_the_same_port() throws Exception {
        URI uri = server.uri();
        server.away(Duration.ofMillis(300));
        while (isThere()) {
            Thread.onSpinWait();
        }
        while (!isThere()) {
            Thread.onSpinWait();
        }
        assertThat(server.uri()).isEqualTo(uri);
    }

    private boolean isThere() {
        try {
            return post("/length", 1).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_thread_is_a_daemon() throws Exception {
        post("/length", 1);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .anyMatch(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                .allMatch(Thread::isDaemon);
    }
}
