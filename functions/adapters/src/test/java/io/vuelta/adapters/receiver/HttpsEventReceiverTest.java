package io.vuelta.adapters.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.vuelta.adapters.receiver.HttpsEventReceiver.Targets;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventReceiver.Reply;
import io.vuelta.domain.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real sockets: which responses count as accepted, which limits apply, and to which addresses nothing is sent. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpsEventReceiverTest {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2030-06-03T15:00:00Z"));
    private static final Reply TIMED_OUT = new Reply.Failed("TIMEOUT", true);
    private static final String PASSWORD = "changeit";

    private final List<String> asked = new ArrayList<>();

    private HttpsEventReceiver receiver(Targets targets, String... addresses) {
        return receiver(targets, (SSLSocketFactory) SSLSocketFactory.getDefault(), addresses);
    }

    /** A receiver with a name server that has one host. */
    private HttpsEventReceiver receiver(Targets targets, SSLSocketFactory tls, String... addresses) {
        return new HttpsEventReceiver(
                targets,
                host -> {
                    asked.add(host);
                    return resolved(addresses);
                },
                tls,
                PATIENCE,
                CLOCK);
    }

    private static InetAddress[] resolved(String... addresses) throws UnknownHostException {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int at = 0; at < addresses.length; at++) {
            found[at] = InetAddress.getByName(addresses[at]);
        }
        return found;
    }

    private static Endpoint endpoint(String url) {
        return Endpoint.created(
                new EndpointId("we_1"),
                url,
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.VUELTA,
                "secret",
                CLOCK.instant());
    }

    /** A server that answers each connection by a script. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> requests = new CopyOnWriteArrayList<>();

        interface Script {
            void answer(OutputStream out) throws IOException, InterruptedException;
        }

        Server(Script script) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (Socket connection = socket.accept()) {
                        requests.add(request(connection.getInputStream()));
                        script.answer(connection.getOutputStream());
                    } catch (IOException _) {
                        // The client has closed the connection, as some scripts expect.
                    } catch (InterruptedException _) {
                        return;
                    }
                }
            });
        }

        private static String request(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: ([0-9]+)\r\n.*", "$1"));
            return head + new String(in.readNBytes(length), UTF_8);
        }

        String url(String path) {
            return "http://hooks.example.com:" + socket.getLocalPort() + path;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Reply post(Server.Script script) throws IOException {
        try (Server server = new Server(script)) {
            return receiver(Targets.LOOPBACK, "127.0.0.1").post(endpoint(server.url("/hook")), Map.of("id", "evt_1"));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    @ParameterizedTest
    @CsvSource({
        "200, , ",
        "201, , ",
        "204, , ",
        "299, , ",
        "301, HTTP_301, false",
        "302, HTTP_302, false",
        "400, HTTP_400, false",
        "404, HTTP_404, false",
        "410, HTTP_410, false",
        "429, HTTP_429, true",
        "500, HTTP_500, true",
        "503, HTTP_503, true",
    })
    void only_a_2xx_status_accepts(int status, String reason, Boolean away) throws IOException {
        Reply expected = reason == null ? new Reply.Accepted(status) : new Reply.Failed(reason, away);

        assertThat(post(out -> write(out, "HTTP/1.1 " + status + " Whatever\r\nContent-Length: 0\r\n\r\n")))
                .isEqualTo(expected);
    }

    @Test
    void the_request_has_its_path_its_signature_and_its_body() throws IOException {
        try (Server server = new Server(out -> write(out, "HTTP/1.1 204 No Content\r\n\r\n"))) {
            Reply reply = receiver(Targets.LOOPBACK, "127.0.0.1")
                    .post(endpoint(server.url("/hook/a%20b?x=1&y=%2F")), Map.of("text", "Sí"));

            assertThat(reply).isEqualTo(new Reply.Accepted(204));
            assertThat(server.requests)
                    .singleElement()
                    .asString()
                    .startsWith("POST /hook/a%20b?x=1&y=%2F HTTP/1.1\r\nHost: hooks.example.com:")
                    .contains("\r\nContent-Type: application/json\r\n", "\r\nVuelta-Signature: t=1906729200,v1=")
                    .endsWith("\r\n\r\n{\"text\":\"Sí\"}");
            assertThat(asked).containsExactly("hooks.example.com");
        }
    }

    @Test
    void no_redirect_is_followed() throws IOException {
        try (Server other = new Server(out -> write(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
            Reply reply = post(out -> write(out, "HTTP/1.1 307 Go\r\nLocation: " + other.url("/") + "\r\n\r\n"));

            assertThat(reply).isEqualTo(new Reply.Failed("HTTP_307", false));
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void an_informational_response_is_not_the_answer() throws IOException {
        assertThat(post(out -> write(out, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")))
                .isEqualTo(new Reply.Accepted(200));
    }

    @Test
    void a_server_that_sends_nothing_times_out() throws IOException {
        long began = System.nanoTime();

        assertThat(post(_ -> Thread.sleep(30_000))).isEqualTo(TIMED_OUT);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_server_that_sends_slowly_times_out() throws IOException {
        assertThat(post(out -> {
                    write(out, "HTTP/1.1 103 Early Hints\r\n");
                    for (int n = 0; n < 1_000; n++) {
                        write(out, "x");
                        Thread.sleep(50);
                    }
                }))
                .isEqualTo(TIMED_OUT);
    }

    @Test
    void bytes_that_are_no_http_answer_are_a_failure() throws IOException {
        Reply failed = new Reply.Failed("CONNECTION", true);

        assertThat(post(_ -> {})).isEqualTo(failed);
        assertThat(post(out -> write(out, "SSH-2.0-OpenSSH\r\n"))).isEqualTo(failed);
        assertThat(post(out -> write(out, "x".repeat(100_000)))).isEqualTo(failed);
    }

    @Test
    void an_unreachable_server_is_a_failure() throws IOException {
        String url;
        try (Server server = new Server(_ -> {})) {
            url = server.url("/");
        }

        assertThat(receiver(Targets.LOOPBACK, "127.0.0.1").post(endpoint(url), Map.of()))
                .isEqualTo(new Reply.Failed("CONNECTION", true));
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/, 1.1.1.1",
        "ftp://hooks.example.com/, 1.1.1.1",
        "https:/hooks, 1.1.1.1",
        "hooks.example.com, 1.1.1.1",
        "https://user@hooks.example.com/, 1.1.1.1",
        "https://hooks.example.com/#a, 1.1.1.1",
        "https://hooks.example.com/, 127.0.0.1",
        "https://hooks.example.com/, 10.1.2.3",
        "https://hooks.example.com/, 169.254.169.254",
        "https://hooks.example.com/, 100.64.0.1",
        "https://hooks.example.com/, ::1",
        "https://hooks.example.com/, fd00:ec2::254",
        "https://hooks.example.com/, ::ffff:127.0.0.1",
        "https://hooks.example.com/, 1.1.1.1 192.168.0.1",
        "https://hooks.example.com/, 192.168.0.1 1.1.1.1",
    })
    void nothing_is_sent_to_a_refused_address(String url, String addresses) {
        HttpsEventReceiver receiver = receiver(Targets.PUBLIC, addresses.split(" ", -1));

        assertThat(receiver.refusal(url)).isPresent();
        assertThat(receiver.post(endpoint(url), Map.of())).isEqualTo(new Reply.Failed("ADDRESS_REFUSED", true));
    }

    @Test
    void the_setting_allows_loopback_and_no_other_private_address() throws IOException {
        String url = "https://hooks.example.com/";

        assertThat(receiver(Targets.PUBLIC, "1.1.1.1").refusal(url)).isEmpty();
        assertThat(receiver(Targets.LOOPBACK, "127.0.0.1").refusal(url)).isEmpty();
        assertThat(receiver(Targets.LOOPBACK, "10.0.0.1").refusal(url)).isPresent();
    }

    @Test
    void a_host_name_is_resolved_only_once() throws IOException {
        try (Server server = new Server(out -> write(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
            List<String[]> answers = new ArrayList<>(List.of(new String[] {"127.0.0.1"}, new String[] {"10.0.0.1"}));
            HttpsEventReceiver receiver = new HttpsEventReceiver(
                    Targets.LOOPBACK,
                    _ -> resolved(answers.removeFirst()),
                    (SSLSocketFactory) SSLSocketFactory.getDefault(),
                    PATIENCE,
                    CLOCK);

            assertThat(receiver.post(endpoint(server.url("/")), Map.of())).isEqualTo(new Reply.Accepted(200));
            assertThat(receiver.post(endpoint(server.url("/")), Map.of()))
                    .isEqualTo(new Reply.Failed("ADDRESS_REFUSED", true));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void an_unknown_host_is_a_failure() {
        HttpsEventReceiver receiver = new HttpsEventReceiver(
                Targets.PUBLIC,
                host -> {
                    throw new UnknownHostException(host);
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                PATIENCE,
                CLOCK);

        assertThat(receiver.refusal("https://hooks.example.com/")).contains("has a host that cannot be found");
        assertThat(receiver.post(endpoint("https://hooks.example.com/"), Map.of()))
                .isEqualTo(new Reply.Failed("HOST_UNKNOWN", true));
    }

    @Test
    void the_certificate_is_checked_against_the_host_name_that_is_sent(@TempDir Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        SSLContext tls = selfSigned(directory, "hooks.example.com");
        List<String> names = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            session.getRequestedServerNames().forEach(name -> names.add(name.toString()));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String rest = ":" + server.getAddress().getPort() + "/";
            HttpsEventReceiver knows = slow(tls.getSocketFactory());

            assertThat(knows.post(endpoint("https://hooks.example.com" + rest), Map.of()))
                    .isEqualTo(new Reply.Accepted(204));
            assertThat(names).singleElement().asString().contains("hooks.example.com");
            assertThat(knows.post(endpoint("https://other.example.com" + rest), Map.of()))
                    .isEqualTo(new Reply.Failed("TLS", true));
            assertThat(slow((SSLSocketFactory) SSLSocketFactory.getDefault())
                            .post(endpoint("https://hooks.example.com" + rest), Map.of()))
                    .isEqualTo(new Reply.Failed("TLS", true));
            assertThat(names).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    /** A receiver with a longer time limit, because a first handshake is slow on a busy machine. */
    private static HttpsEventReceiver slow(SSLSocketFactory tls) {
        return new HttpsEventReceiver(Targets.LOOPBACK, _ -> resolved("127.0.0.1"), tls, Duration.ofSeconds(10), CLOCK);
    }

    private static SSLContext selfSigned(Path directory, String host)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate("server"));
        trusted.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return tls;
    }
}
