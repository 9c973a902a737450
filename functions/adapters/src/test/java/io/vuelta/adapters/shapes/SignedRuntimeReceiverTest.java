package io.vuelta.adapters.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.agent.SignedRuntimeReceiver;
import io.vuelta.adapters.receiver.HttpsEventReceiver;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.ResultTable;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventReceiver.Reply;
import io.vuelta.domain.event.Events;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A person's message as the agent's runtime receives it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedRuntimeReceiverTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final PhoneNumber PERSON = new PhoneNumber("+525555551234");
    private static final Line LINE = Examples.lineOf(Provider.WHATSAPP, new LineId("iwa_1"), "vuelta/whatsapp", null);
    private static final AttemptId ATTEMPT = new AttemptId(ContactId.of(new CampaignId("c1"), PERSON), 1);
    private static final Message MESSAGE =
            Message.created(ATTEMPT, LINE.id(), PERSON, "Ana", "promo_june", null, "begun", new Place(1, 0), NOW);
    private static final Event EVENT = Events.of(new ItemChange.OfReply(
                    false, new ReceivedMessage(ATTEMPT, "wamid.7", "text", "¿Cuándo?", null, NOW), NOW))
            .getFirst();

    private final AttemptTokens tokens = new AttemptTokens(() -> "token-secret");
    private final List<String> posted = new ArrayList<>();

    private SignedRuntimeReceiver receiver(HttpsEventReceiver.Targets targets, Map<String, String> secret) {
        InstantSource clock = InstantSource.fixed(NOW);
        return new SignedRuntimeReceiver(
                new HttpsEventReceiver(targets, clock)::post, _ -> secret, "https://us.example", tokens, clock);
    }

    private static Agent agent(String url) {
        return new Agent(
                new AgentId("agent"), "Inés", List.of(), List.of(), List.of(), ResultTable.EMPTY, url, NOW, false);
    }

    private HttpServer runtime(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            posted.add(exchange.getRequestURI().toString());
            posted.add(new String(body, UTF_8));
            posted.add(exchange.getRequestHeaders().getFirst("X-Vuelta-Timestamp"));
            posted.add(exchange.getRequestHeaders().getFirst("X-Vuelta-Signature"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void a_message_is_signed_by_the_contract_and_has_the_reply_address() throws IOException {
        HttpServer server = runtime(204);
        try {
            Reply reply = receiver(HttpsEventReceiver.Targets.LOOPBACK, Map.of("signing_secret", "s3cret"))
                    .post(
                            agent("http://127.0.0.1:" + server.getAddress().getPort() + "/talk?x=1"),
                            LINE,
                            MESSAGE,
                            EVENT);

            assertThat(reply).isEqualTo(new Reply.Accepted(204));
            assertThat(posted.get(0)).isEqualTo("/talk?x=1");
            String contact = ATTEMPT.contact().hash();
            String token = "?token=" + tokens.of(ATTEMPT);
            assertThat(posted.get(1))
                    .isEqualTo("{\"attempt\":\"" + ATTEMPT + "\",\"event\":\"message\",\"id\":\"" + EVENT.id()
                            + "\",\"from\":\"+525555551234\",\"to\":\"+525588887777\",\"agent_id\":\"agent\","
                            + "\"campaign_id\":\"c1\",\"contact_id\":\"" + contact + "\",\"reply_id\":\"wamid.7\","
                            + "\"kind\":\"text\",\"text\":\"¿Cuándo?\",\"media\":null,"
                            + "\"received_at\":\"2026-03-02T15:00:00Z\","
                            + "\"reply_url\":\"https://us.example/api/v1.0/attempts/" + ATTEMPT + "/reply" + token
                            + "\",\"context_url\":\"https://us.example/api/v1.0/attempts/" + ATTEMPT + "/context"
                            + token + "\",\"result_url\":\"https://us.example/api/v1.0/attempts/" + ATTEMPT
                            + "/result" + token + "\"}");
            assertThat(posted.get(2)).isEqualTo(String.valueOf(NOW.getEpochSecond()));
            assertThat(posted.get(3)).isEqualTo("sha256=" + Hmac.sha256("s3cret", posted.get(2) + "." + posted.get(1)));
            assertThat(Shape.ofAgent("Message").faults(Shape.json(posted.get(1))))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_refusal_of_the_runtime_is_reported() throws IOException {
        HttpServer server = runtime(500);
        try {
            assertThat(receiver(HttpsEventReceiver.Targets.LOOPBACK, Map.of("signing_secret", "s3cret"))
                            .post(
                                    agent("http://127.0.0.1:"
                                            + server.getAddress().getPort()),
                                    LINE,
                                    MESSAGE,
                                    EVENT))
                    .isEqualTo(new Reply.Failed("HTTP_500", true));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothing_is_posted_to_a_private_address_or_without_a_signature() {
        assertThat(receiver(HttpsEventReceiver.Targets.PUBLIC, Map.of("signing_secret", "s3cret"))
                        .post(agent("https://127.0.0.1/talk"), LINE, MESSAGE, EVENT))
                .isEqualTo(new Reply.Failed("ADDRESS_REFUSED", true));
        assertThat(receiver(HttpsEventReceiver.Targets.LOOPBACK, Map.of())
                        .post(agent("http://127.0.0.1:1/talk"), LINE, MESSAGE, EVENT))
                .isEqualTo(new Reply.Failed("LINE_SECRET", false));
    }
}
