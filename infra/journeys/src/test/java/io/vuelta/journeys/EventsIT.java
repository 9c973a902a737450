package io.vuelta.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Events on the embedded stack, from the table's stream to a customer's receiver that answers 500, hangs, dies and
 * restarts, while the functions {@code publish} and {@code deliver} are made to fail.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("long")
@ResourceLock("local runtime")
@Execution(ExecutionMode.CONCURRENT)
class EventsIT {
    private static final double SPEED = 120;
    private static final int PEOPLE = 12;
    private static final String TELL = "PublishFunction";
    private static final String DELIVER = "DeliverFunction";

    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    private static LocalVuelta vuelta;

    @BeforeAll
    static void start() {
        vuelta = LocalVuelta.start(Script.settings(work.resolve("functions.log"), SPEED));
    }

    @AfterAll
    static void stop() {
        vuelta.close();
    }

    /** The customer's receiver, written only from the documentation. */
    private static final class Receiver implements AutoCloseable {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private static final int MAX_ERRORS = 3;

        private final Map<String, JsonNode> events = new ConcurrentHashMap<>();
        private final Set<String> faults = ConcurrentHashMap.newKeySet();
        private final AtomicInteger posts = new AtomicInteger();
        private volatile String secret = "";
        private @Nullable HttpServer server;
        private int port;

        void listen() throws IOException {
            HttpServer next = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            next.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            next.createContext("/hook", this::take);
            next.start();
            port = next.getAddress().getPort();
            server = next;
        }

        String url() {
            return "http://127.0.0.1:" + port + "/hook";
        }

        private void take(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String header = exchange.getRequestHeaders().getFirst("Vuelta-Signature");
            if (!isSigned(header, body)) {
                faults.add("a wrong signature: " + header);
            }
            int n = posts.incrementAndGet();
            if (n <= MAX_ERRORS) {
                exchange.sendResponseHeaders(500, -1);
            } else if (n == MAX_ERRORS + 1) {
                // Sleeps longer than the sender waits.
                sleep(Duration.ofSeconds(12));
            } else {
                JsonNode event = MAPPER.readTree(body);
                JsonNode earlier = events.putIfAbsent(event.path("id").asText(), event);
                if (earlier != null && !earlier.equals(event)) {
                    faults.add("two bodies of one event: " + earlier + " and " + event);
                }
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        }

        private static void sleep(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isSigned(String header, byte[] body) {
            try {
                String[] parts = header.split(",", -1);
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                mac.update((parts[0].substring("t=".length()) + ".").getBytes(UTF_8));
                String expected = "v1=%064x".formatted(new BigInteger(1, mac.doFinal(body)));
                return Arrays.asList(parts).contains(expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Set<String> ofType(String type, String field) {
            return events.values().stream()
                    .filter(event -> event.path("type").asText().equals(type))
                    .map(event -> event.path("data").path(field).asText())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        void stop() {
            if (server != null) {
                server.stop(0);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    @Test
    void every_event_arrives_at_a_receiver_that_fails_hangs_dies_and_comes_back() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.listen();
            Client client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
            JsonNode endpoint = client.post(
                            "/webhook-endpoints",
                            new ObjectMapper()
                                    .readTree("{\"url\":\"" + receiver.url()
                                            + "\",\"events\":[\"campaign.status_changed\","
                                            + "\"upload.finished\",\"message.status\",\"contact.status_changed\"]}"))
                    .ok()
                    .path("webhook_endpoint");
            receiver.secret = endpoint.path("secret").asText();
            Script script = new Script(vuelta.baseUrl());
            String campaign = script.messages("appointment_reminder", null, 20);
            script.upload(campaign, csv());

            vuelta.runtime().failing(TELL, true);
            script.act(campaign, "activate");
            script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));
            vuelta.runtime().failing(TELL, false);
            vuelta.runtime().failing(DELIVER, true);
            Await.until(Duration.ofMinutes(1), "the stream is read", vuelta.runtime()::isAtEndOfStreams);
            receiver.stop();
            vuelta.runtime().failing(DELIVER, false);
            Thread.sleep(Duration.ofSeconds(2));
            receiver.listen();

            Set<String> contacts = new TreeSet<>();
            client.get("/campaigns/" + campaign + "/contacts?limit=100")
                    .ok()
                    .path("contacts")
                    .forEach(contact -> contacts.add(contact.path("contact").asText()));
            assertThat(contacts).hasSize(PEOPLE);
            Await.until(
                    Duration.ofMinutes(7),
                    "every event has arrived",
                    () -> receiver.ofType("contact.status_changed", "contact").equals(contacts)
                            && receiver.ofType("message.status", "contact").equals(contacts)
                            && receiver.ofType("campaign.status_changed", "status")
                                    .containsAll(Set.of("ready", "active", "finished"))
                            && receiver.ofType("upload.finished", "status").equals(Set.of("done")));
            assertThat(receiver.faults).isEmpty();
            assertThat(receiver.events.values())
                    .allSatisfy(event ->
                            assertThat(event.path("campaign_id").asText()).isEqualTo(campaign));
        }
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder("contact,name,date\n");
        for (int n = 0; n < PEOPLE; n++) {
            // No number ends in the digits of a magic number.
            csv.append("+5255%08d,Person %d,3 de junio\n".formatted(41_000_000 + n, n));
        }
        return csv.toString();
    }
}
