package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server responds at a voice_url, tested with real servers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpVoiceUrlsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** The problem of a URL; it waits longer than in production, because the test machine may be slow. */
    private static String problemOf(String url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new HttpVoiceUrls(http, Duration.ofMinutes(1))
                    .problem(url)
                    .map(Enum::name)
                    .orElse("none");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,none",
        "302,none",
        "400,none",
        "401,none",
        "404,none",
        "405,none",
        "500,none",
        "502,HTTP_502",
        "503,HTTP_503",
        "504,HTTP_504"
    })
    void every_http_status_of_the_application_proves_that_it_answers(int status, String problem) throws IOException {
        AtomicReference<String> method = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", exchange -> {
            method.set(exchange.getRequestMethod());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(problemOf("http://127.0.0.1:" + server.getAddress().getPort() + "/talk?x=1"))
                    .isEqualTo(problem);
            assertThat(method).hasValue("HEAD");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_port_on_which_nobody_listens_is_not_connected() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            port = socket.getLocalPort();
        }

        assertThat(problemOf("http://127.0.0.1:" + port + "/")).isEqualTo("NOT_CONNECTED");
    }

    @Test
    void a_name_that_does_not_exist_is_not_connected() {
        assertThat(problemOf("http://no-such-host.invalid/")).isEqualTo("NOT_CONNECTED");
    }

    @Test
    void a_server_that_speaks_no_tls_fails() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            serve(server, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

            assertThat(problemOf("https://127.0.0.1:" + server.getLocalPort() + "/"))
                    .isEqualTo("TLS_FAILED");
        }
    }

    @Test
    void a_server_that_hangs_up_gives_no_answer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            serve(server, "");

            assertThat(problemOf("http://127.0.0.1:" + server.getLocalPort() + "/"))
                    .isEqualTo("NO_ANSWER");
        }
    }

    /**
     * Sends this text to every client without reading the request, and closes the connection, until the server is
     * closed.
     */
    private static void serve(ServerSocket server, String text) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(text.getBytes(US_ASCII));
                    if (!text.isEmpty()) {
                        socket.getInputStream().read(new byte[4_096]);
                    }
                } catch (IOException _) {
                    // The client or the server is closed.
                }
            }
        });
    }
}
