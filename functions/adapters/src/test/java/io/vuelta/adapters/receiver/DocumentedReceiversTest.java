package io.vuelta.adapters.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventReceiver.Reply;
import io.vuelta.domain.event.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers in the documents accept our signatures and no others. Skipped if the language is not installed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentedReceiversTest {
    private static final Path DOCUMENT = Path.of("../../infra/docs/webhooks.md");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Endpoint endpoint(int port, String secret) {
        return Endpoint.created(
                new EndpointId("we_1"),
                "http://127.0.0.1:" + port + "/",
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.VUELTA,
                secret,
                InstantSource.system().instant());
    }

    @ParameterizedTest
    @CsvSource({"python, python3, hook.py", "js, node, hook.js"})
    void a_documented_receiver(String language, String command, String file, @TempDir Path directory)
            throws IOException, InterruptedException {
        Matcher code = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(DOCUMENT));
        assertThat(code.find()).isTrue();
        Path script = Files.writeString(directory.resolve(file), code.group(1));
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command, script.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("SECRET", "the secret");
        builder.environment().put("PORT", String.valueOf(port));
        Process process;
        try {
            process = builder.start();
        } catch (IOException _) {
            assumeTrue(false, command + " is not installed");
            return;
        }
        try {
            assumeTrue(listens(process, port), command + " did not start");
            HttpsEventReceiver receiver =
                    new HttpsEventReceiver(HttpsEventReceiver.Targets.LOOPBACK, InstantSource.system());
            Endpoint right = endpoint(port, "the secret");
            Map<String, Object> body = Map.of("text", "Sí, señor");

            assertThat(receiver.post(right, Map.copyOf(body))).isEqualTo(new Reply.Accepted(204));
            assertThat(receiver.post(
                            right.rolled("another", InstantSource.system().instant()), Map.copyOf(body)))
                    .isEqualTo(new Reply.Accepted(204));
            assertThat(receiver.post(endpoint(port, "another"), Map.copyOf(body)))
                    .isEqualTo(new Reply.Failed("HTTP_400", false));
            InstantSource late =
                    InstantSource.fixed(InstantSource.system().instant().minus(Duration.ofMinutes(6)));
            assertThat(new HttpsEventReceiver(HttpsEventReceiver.Targets.LOOPBACK, late).post(right, Map.copyOf(body)))
                    .isEqualTo(new Reply.Failed("HTTP_400", false));
        } finally {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(Process process, int port) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException _) {
                Thread.sleep(50);
            }
        }
        return false;
    }
}
