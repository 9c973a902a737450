package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.local.Client;
import io.vuelta.server.LoopbackServer;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One reply to a message, which is passed to an agent's runtime and answered, and one event that an endpoint accepts at
 * the second try: a short form of {@link ConversationsIT} and {@link EventsIT}. It uses the permissions that only these
 * tests need.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class RepliesAndEventsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Accepts by a quick reply. */
    private static final String ACCEPTS = "+525555769101";

    private final Script script = new Script(SharedVuelta.vuelta().baseUrl());

    /** Refuses the first request and records the later ones. */
    private static final class Receiver implements AutoCloseable {
        private final LoopbackServer server = LoopbackServer.bind(0);
        private final Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
        private final AtomicInteger posts = new AtomicInteger();
        private final int refusals;

        Receiver(int refusals) {
            this.refusals = refusals;
            server.serve("/", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            JsonNode body = MAPPER.readTree(LoopbackServer.body(exchange));
            boolean takes = posts.incrementAndGet() > refusals;
            if (takes) {
                taken.add(body);
            }
            LoopbackServer.answer(exchange, takes ? 200 : 503, "text/plain", "");
        }

        String url() {
            return server.uri().resolve("/hook").toString();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void the_runtime_of_the_agent_answers_a_reply() throws Exception {
        try (Receiver runtime = new Receiver(0)) {
            String campaign = messages(runtime.url());
            script.upload(campaign, "contact,name,date\n" + ACCEPTS + ",Ana,hoy\n");
            script.act(campaign, "activate");
            Await.until(Duration.ofMinutes(1), "the runtime has the reply", () -> !runtime.taken.isEmpty());

            JsonNode reply = runtime.taken.element();
            // Uses the token in the address, without a key.
            HttpResponse<Void> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(reply.path("reply_url").asText()))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Gracias\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(reply.path("from").asText()).isEqualTo(ACCEPTS);
        }
    }

    private String messages(String runtime) {
        ObjectNode campaign = Client.object()
                .put("name", "Replies")
                .put("template", "appointment_reminder")
                .put("retries", 0);
        return script.messages(Client.object().put("runtime_url", runtime), campaign, 20);
    }

    @Test
    void a_refused_event_is_delivered_again() throws Exception {
        try (Receiver receiver = new Receiver(1)) {
            ObjectNode endpoint = Client.object().put("url", receiver.url()).put("format", "altur");
            endpoint.putArray("events").add("call.ended");
            script.client().post("/webhook-endpoints", endpoint).ok();
            String campaign = script.campaign(1, 0, 20);
            script.upload(campaign, "contact,name\n+525555769001,Eva\n");
            script.act(campaign, "activate");

            Await.until(Duration.ofMinutes(2), "the event has come again", () -> !receiver.taken.isEmpty());

            assertThat(receiver.posts.get()).isGreaterThan(1);
        }
    }
}
