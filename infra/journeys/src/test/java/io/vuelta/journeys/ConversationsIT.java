package io.vuelta.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.providers.whatsapp.LoggedMessage;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.Hmac;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A WhatsApp campaign whose agent has a runtime, on the embedded stack: a third of the people answer, the runtime
 * answers each of their messages, and people who do not answer get a second message. The results are compared with the
 * runtime's own records and the simulator's log.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("long")
@ResourceLock("local runtime")
@Execution(ExecutionMode.CONCURRENT)
class ConversationsIT {
    private static final int PEOPLE = 200;
    private static final double SPEED = 120;

    /** The shortest silence that a campaign may have. */
    private static final int SILENCE_MINUTES = 5;

    private static final String STOPS = "+525555919103";
    private static final String READS = "+525555919104";
    private static final String WINDOW_CLOSED = "+525555919113";
    private static final String STOPS_LATER = "+525555919114";
    private static final Set<String> WRITTEN = Set.of("accepts", "rejects", "stops");

    @TempDir
    static Path work;

    /** An agent's runtime, written only from the documentation: it answers every message once. */
    private static final class AgentRuntime implements AutoCloseable {
        private static final ObjectMapper MAPPER = new ObjectMapper();
        private static final int MAX_ERRORS = 3;

        private final HttpClient http = HttpClient.newHttpClient();
        private final HttpServer server;
        private final Map<String, JsonNode> messages = new ConcurrentHashMap<>();
        private final Map<String, String> answers = new ConcurrentHashMap<>();
        private final Set<String> faults = ConcurrentHashMap.newKeySet();
        private final AtomicInteger posts = new AtomicInteger();
        private final AtomicReference<Instant> last = new AtomicReference<>(Instant.now());

        AgentRuntime() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/talk", this::take);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/talk";
        }

        private void take(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            last.set(Instant.now());
            String timestamp = exchange.getRequestHeaders().getFirst("X-Vuelta-Timestamp");
            if (!("sha256=" + Hmac.sha256(LocalVuelta.SIGNING_SECRET, timestamp + "." + new String(body, UTF_8)))
                    .equals(exchange.getRequestHeaders().getFirst("X-Vuelta-Signature"))) {
                faults.add("a wrong signature");
            }
            boolean taken = posts.incrementAndGet() > MAX_ERRORS && answered(MAPPER.readTree(body));
            exchange.sendResponseHeaders(taken ? 204 : 503, -1);
            exchange.close();
        }

        /** False if the message must be delivered again. */
        private boolean answered(JsonNode message) throws IOException {
            String id = message.path("id").asText();
            JsonNode earlier = messages.putIfAbsent(id, message);
            if (earlier != null && !earlier.equals(message)) {
                faults.add("two bodies of one id: " + earlier + " and " + message);
            }
            try {
                // A repeated reply with the same key is the same reply.
                HttpResponse<String> first = reply(message, id);
                HttpResponse<String> again = reply(message, id);
                if (first.statusCode() == 503 || again.statusCode() == 503) {
                    return false;
                }
                answers.put(
                        id,
                        first.statusCode()
                                + MAPPER.readTree(first.body()).path("error").asText());
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private HttpResponse<String> reply(JsonNode message, String key) throws IOException, InterruptedException {
            String text = "Gracias. ¿Algo más? " + message.path("reply_id").asText();
            return http.send(
                    HttpRequest.newBuilder(URI.create(message.path("reply_url").asText()))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    Client.object().put("text", text).toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
        }

        /** The results of the answers to a person's messages. */
        List<String> answersTo(String number) {
            return messages.values().stream()
                    .filter(message -> message.path("from").asText().equals(number))
                    .map(message -> answers.getOrDefault(message.path("id").asText(), "none"))
                    .sorted()
                    .toList();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void a_reply_is_answered_once_and_a_silent_person_gets_one_follow_up() throws Exception {
        try (AgentRuntime runtime = new AgentRuntime();
                LocalVuelta vuelta = LocalVuelta.start(Script.settings(work.resolve("functions.log"), SPEED))) {
            Script script = new Script(vuelta.baseUrl());
            String campaign = campaign(script, runtime.url());
            StringBuilder csv = new StringBuilder("contact,name,date\n");
            for (String number : List.of(STOPS, READS, WINDOW_CLOSED, STOPS_LATER)) {
                csv.append(number + ",Ana,hoy\n");
            }
            for (int n = 4; n < PEOPLE; n++) {
                // No number ends in the digits of a magic number.
                csv.append("+5255%08d,Person %d,3 de junio\n".formatted(31_000_000 + n, n));
            }
            assertThat(script.upload(campaign, csv.toString()).path("accepted").asInt())
                    .isEqualTo(PEOPLE);
            script.act(campaign, "activate");
            script.awaitStatus(campaign, "finished", Duration.ofMinutes(15));
            Await.until(
                    Duration.ofMinutes(2),
                    "nobody writes any more",
                    () -> runtime.last.get().isBefore(Instant.now().minusSeconds(15))
                            && runtime.answers.size() == runtime.messages.size());

            assertThat(runtime.faults).isEmpty();
            List<LoggedMessage> log = vuelta.messages();
            handedOnAndAnswered(runtime, log);
            assertThat(runtime.answersTo(STOPS)).containsExactly("409DO_NOT_CONTACT");
            assertThat(runtime.answersTo(WINDOW_CLOSED)).containsExactly("409WINDOW_CLOSED");
            assertThat(runtime.answersTo(STOPS_LATER)).containsExactly("202", "409DO_NOT_CONTACT");
            assertThat(script.client()
                            .get("/do-not-contact/" + STOPS_LATER.substring(1))
                            .ok()
                            .toString())
                    .contains("BAJA");
            writtenToOnceMore(log);
            thread(script.client(), runtime);
            System.out.printf(
                    "%d people, %d messages of theirs, %d posts to the runtime%n",
                    PEOPLE, runtime.messages.size(), runtime.posts.get());
        }
    }

    private static String campaign(Script script, String runtime) {
        ObjectNode campaign = Client.object()
                .put("name", "Conversations")
                .put("template", "appointment_reminder")
                .put("message_limit", 10_000)
                .put("retry_delay_minutes", 0)
                .put("retries", 1);
        campaign.putObject("no_response").put("after_minutes", SILENCE_MINUTES).put("template", "hello_again");
        return script.messages(Client.object().put("runtime_url", runtime), campaign, 20);
    }

    private static boolean hasWritten(LoggedMessage message) {
        return message.reported().stream().anyMatch(WRITTEN::contains);
    }

    /**
     * Every message of a person was delivered with one id, and each answerable one has one text in the simulator's log.
     */
    private static void handedOnAndAnswered(AgentRuntime runtime, List<LoggedMessage> log) {
        Set<String> written = log.stream()
                .filter(ConversationsIT::hasWritten)
                .map(message -> "wamid.reply." + message.id())
                .collect(Collectors.toSet());
        assertThat(written).hasSizeGreaterThan(PEOPLE / 4);
        assertThat(runtime.messages.values())
                .extracting(message -> message.path("reply_id").asText())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(written);
        List<String> sent = runtime.messages.values().stream()
                .filter(message -> runtime.answers
                        .getOrDefault(message.path("id").asText(), "")
                        .equals("202"))
                .map(message ->
                        "Gracias. ¿Algo más? " + message.path("reply_id").asText())
                .toList();
        assertThat(log.stream()
                        .filter(message -> message.template().isEmpty())
                        .map(message -> message.body().getFirst()))
                .containsExactlyInAnyOrderElementsOf(sent);
        Map<String, Long> refused = runtime.answers.values().stream()
                .filter(answer -> !answer.equals("202"))
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
        assertThat(refused.keySet()).isSubsetOf("409DO_NOT_CONTACT", "409WINDOW_CLOSED");
    }

    private static void writtenToOnceMore(List<LoggedMessage> log) {
        Map<String, List<LoggedMessage>> byNumber = log.stream()
                .filter(message -> !message.template().isEmpty())
                .collect(Collectors.groupingBy(LoggedMessage::to));
        int silent = 0;
        for (List<LoggedMessage> messages : byNumber.values()) {
            LoggedMessage first = messages.getFirst();
            if (first.reported().contains("failed")) {
                continue;
            }
            boolean expected = !hasWritten(first) && !first.reported().contains("menu_stops");
            assertThat(messages.stream().skip(1).map(LoggedMessage::template))
                    .as("what follows %s", first)
                    .containsExactlyElementsOf(expected ? List.of("hello_again") : List.of());
            silent += expected ? 1 : 0;
        }
        assertThat(silent).isGreaterThan(PEOPLE / 3);
        assertThat(byNumber.get(READS)).hasSize(2);
    }

    /** The person's messages and the agent's, in order. */
    private static void thread(Client client, AgentRuntime runtime) {
        String attempt = runtime.messages.values().stream()
                .filter(message -> message.path("from").asText().equals(STOPS_LATER))
                .findFirst()
                .orElseThrow()
                .path("attempt")
                .asText();
        JsonNode thread = client.get("/attempts/" + attempt).ok().at("/attempt/thread");

        assertThat(thread.findValuesAsText("from")).containsExactly("person", "agent", "person");
        assertThat(thread.path(1).path("status").asText()).isIn("sent", "delivered", "read");
    }
}
