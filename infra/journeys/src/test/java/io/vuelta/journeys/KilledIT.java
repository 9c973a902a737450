package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills every process of the runtime with SIGKILL in the middle of a campaign, several times; runs beside other tests.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@Execution(ExecutionMode.CONCURRENT)
class KilledIT {
    private static final int KILLS = Integer.getInteger("vuelta.kills", 2);
    private static final int CONTACTS = 40;

    @TempDir
    Path data;

    private Optional<Process> runtime = Optional.empty();

    @Test
    void a_campaign_survives_kills_without_a_lost_contact_or_a_second_call_for_one_attempt() throws Exception {
        int port = freePort();
        URI baseUrl = URI.create("http://localhost:" + port);
        Script script = new Script(baseUrl);
        start(port, baseUrl);
        String campaign = script.campaign(8, 1, 20);
        assertThat(script.upload(campaign, Script.people(CONTACTS))
                        .path("accepted")
                        .asInt())
                .isEqualTo(CONTACTS);
        script.act(campaign, "activate");

        for (int kill = 0; kill < KILLS; kill++) {
            int before = log(baseUrl).size();
            // Kills at a random point: after a few more calls, or after none if the last kill left a line waiting.
            int more = 2 + kill / 2;
            Await.until(
                    Duration.ofMinutes(2),
                    "more calls are placed",
                    () -> log(baseUrl).size() >= before + more
                            || script.campaign(campaign).path("status").asText().equals("finished"));
            kill();
            start(port, baseUrl);
        }
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(5));

        JsonNode log = log(baseUrl);
        List<String> attempts = new ArrayList<>();
        log.forEach(call -> attempts.add(call.path("attempt").asText()));
        assertThat(attempts).doesNotHaveDuplicates();
        List<JsonNode> contacts = script.contacts(campaign);
        assertThat(contacts)
                .hasSize(CONTACTS)
                .allSatisfy(
                        contact -> assertThat(contact.path("status").asText()).isIn("answered", "voicemail", "failed"));
        assertThat(script.campaign(campaign).at("/analytics/in_flight").asInt()).isZero();
    }

    @AfterEach
    void end() throws InterruptedException {
        kill();
    }

    private void start(int port, URI baseUrl) throws Exception {
        Path log = data.resolve("runtime.log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dvuelta.project=" + Path.of("../..").toAbsolutePath().normalize(),
                        "-Dvuelta.port=" + port,
                        "-Dvuelta.demo=false",
                        "-Dvuelta.speed=60",
                        "-Dvuelta.data=" + data.resolve("data"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.vuelta.local.Main")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        runtime = Optional.of(process);
        Await.until(Duration.ofMinutes(3), "the runtime is up", () -> {
            assertThat(process.isAlive()).as("see %s", log).isTrue();
            return healthy(baseUrl);
        });
    }

    /** Kills the runtime's process and all its descendants. */
    private void kill() throws InterruptedException {
        if (runtime.isPresent()) {
            Process process = runtime.get();
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            Await.until(
                    Duration.ofSeconds(20), "all are dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));
            runtime = Optional.empty();
        }
    }

    private static boolean healthy(URI baseUrl) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                                    HttpRequest.newBuilder(baseUrl.resolve("/health"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode log(URI baseUrl) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(baseUrl.resolve("/_local/twilio/calls"))
                                            .timeout(Duration.ofSeconds(20))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
