package vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.whatsapp.WhatsAppWebhooks;
import vuelta.domain.action.CheckReport;
import vuelta.domain.agent.AgentId;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.attempt.MessageStatus;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.contact.Attempts;
import vuelta.domain.contact.EarlierAttempt;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.line.Channel;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;
import vuelta.handlers.runtime.TestContext;

/**
 * Meta's posts as API Gateway delivers them: {@code events/whatsapp-batch.json}, signed by another program with the secret
 * {@code app-secret}, and others made from it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppWebhookTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_322_800L);
    private static final LineId LINE = new LineId("iwa_01M80S7CPM40P3KRG1B9RSVTPY");
    private static final PhoneNumber ANA = new PhoneNumber("+525555551234");
    private static final String ATTEMPT = "01M80S7CY6THARWDMKPXKNJRGE.0322c47fd3a3e9d436bd8de93e5c2b0a.";

    private final Map<String, AttemptEvent> told = new TreeMap<>();
    private final Map<String, Attempts.Sent> sent = new HashMap<>();
    private final TestContext context = new TestContext();
    private final InMemoryStore store = new InMemoryStore();

    @BeforeEach
    void line() {
        store.lines()
                .put(new Line(
                        LINE,
                        new AgentId("agent"),
                        Channel.WHATSAPP,
                        "whatsapp",
                        new PhoneNumber("+525588887777"),
                        BigDecimal.ONE,
                        "vuelta/whatsapp",
                        null,
                        NOW));
    }

    // Batches

    @Test
    void one_post_brings_several_events_and_what_is_not_ours_is_said_in_the_log() throws IOException {
        assertThat(answer(batch()).getStatusCode()).isEqualTo(200);

        assertThat(told)
                .containsOnly(
                        Map.entry(
                                ATTEMPT + "1 0",
                                new MessageEvent.Reported(
                                        "wamid.1", MessageStatus.DELIVERED, Instant.ofEpochSecond(1_795_322_796L))),
                        Map.entry(
                                ATTEMPT + "1 2",
                                new MessageEvent.Reported(
                                        "wamid.1", MessageStatus.REJECTED, Instant.ofEpochSecond(1_795_322_798L))),
                        Map.entry(
                                ATTEMPT + "2 1",
                                new MessageEvent.Refused(
                                        "WHATSAPP_131026",
                                        new Fault.Person(Duration.ZERO),
                                        Instant.ofEpochSecond(1_795_322_797L))));
        assertThat(context.lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("event=webhook_ignored"))
                .anyMatch(line -> line.contains("phone_number_id 999 is not this line's"))
                .anyMatch(line -> line.contains("field message_template_status_update"))
                .anyMatch(line -> line.contains("a status that names no attempt"));
    }

    // Signature and subscription

    @Test
    void a_signature_that_is_wrong_or_missing_or_for_no_line_of_ours_is_forged() throws IOException {
        APIGatewayV2HTTPEvent wrong = batch();
        wrong.setHeaders(Map.of("x-hub-signature-256", "sha256=" + "0".repeat(64)));
        APIGatewayV2HTTPEvent missing = batch();
        missing.setHeaders(Map.of());
        APIGatewayV2HTTPEvent elsewhere = batch();
        elsewhere.setRawPath("/webhooks/whatsapp/iwa_other");
        APIGatewayV2HTTPEvent changed = signed("{\"entry\":[]}");
        changed.setBody("{\"entry\":[] }");

        for (APIGatewayV2HTTPEvent forged : List.of(wrong, missing, elsewhere, changed)) {
            assertThat(answer(forged).getStatusCode()).isEqualTo(403);
        }
        assertThat(told).isEmpty();
        assertThat(context.lines()).hasSize(4).allMatch(line -> line.startsWith("event=webhook_forged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"entry\":{}}"})
    void what_is_signed_and_not_understood_is_malformed(String body) throws IOException {
        assertThat(answer(signed(body)).getStatusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "subscribe, verify-token, 200",
        "subscribe, verify-tokem, 403",
        "unsubscribe, verify-token, 403",
        "subscribe, '', 403"
    })
    void the_challenge_is_answered_to_whoever_knows_the_token(String mode, String token, int status)
            throws IOException {
        APIGatewayV2HTTPEvent question = batch();
        question.getRequestContext().getHttp().setMethod("GET");
        question.setBody(null);
        question.setQueryStringParameters(
                Map.of("hub.mode", mode, "hub.verify_token", token, "hub.challenge", "1158201444"));

        APIGatewayV2HTTPResponse answer = answer(question);

        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(answer.getBody()).isEqualTo(status == 200 ? "1158201444" : null);
    }

    // Statuses

    @ParameterizedTest
    @CsvSource({"sent, SENT", "delivered, DELIVERED", "read, READ", "played, READ"})
    void a_status_is_of_the_attempt_that_it_carries(String word, MessageStatus status) throws IOException {
        answer(signed(status("'status':'" + word + "'")));

        assertThat(told).containsOnly(Map.entry(ATTEMPT + "1 0", new MessageEvent.Reported("wamid.1", status, NOW)));
    }

    @Test
    void a_failure_without_a_code_is_technical() throws IOException {
        answer(signed(status("'status':'failed'")));

        assertThat(told.values())
                .containsExactly(new MessageEvent.Refused("WHATSAPP_FAILED", new Fault.Technical(), NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {131048, 131031, 368, 131042, 190, 0, 10, 200, 299, 132001, 133010})
    void a_failure_of_the_account_is_told_as_one(int code) throws IOException {
        answer(signed(status("'status':'failed','errors':[{'code':" + code + "}]")));

        assertThat(told.values())
                .containsExactly(new MessageEvent.Refused("WHATSAPP_" + code, new Fault.Account(), NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {132015, 132016})
    void a_failure_of_the_template_is_told_as_one(int code) throws IOException {
        answer(signed(status("'status':'failed','errors':[{'code':" + code + "}]")));

        assertThat(told.values())
                .containsExactly(new MessageEvent.Refused("WHATSAPP_" + code, new Fault.Template(), NOW));
    }

    @Test
    void a_status_that_is_not_known_is_of_no_consequence() throws IOException {
        assertThat(answer(signed(status("'status':'warning'"))).getStatusCode()).isEqualTo(200);
        assertThat(told).isEmpty();
    }

    // Replies

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'button','button':{'payload':'accept:ATTEMPT','text':'Sí'}    | ACCEPTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'No'}    | REJECTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'Cancelar'} | REJECTED",
                "'type':'button','button':{'payload':'reply:ATTEMPT','text':'Otro'}   | ACCEPTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'Detener promociones'} | STOP",
                "'type':'text','text':{'body':'Claro que sí'}                         | ACCEPTED",
                "'type':'text','text':{'body':'no puedo parar de reír'}               | ACCEPTED",
                "'type':'text','text':{'body':' ¡Baja! '}                             | STOP",
                "'type':'text','text':{'body':'STOP'}                                 | STOP",
                "'type':'text','text':{'body':'alto'}                                 | STOP",
                "'type':'text','text':{'body':'Parar.'}                               | STOP",
                "'type':'text','text':{'body':'Não perturbe'}                         | STOP",
                "'type':'audio','audio':{'id':'1'}                                    | ACCEPTED",
                "'type':'reaction','reaction':{'emoji':'x'}                           | none",
                "'type':'system','system':{'body':'x'}                                | none",
            })
    void a_reply_accepts_rejects_or_stops(String reply, String expected) throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));

        answer(signed(reply("'context':{'id':'wamid.1'}," + reply.replace("ATTEMPT", ATTEMPT + "1"))));

        assertThat(told.values().stream().map(WhatsAppWebhookTest::word).toList())
                .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
    }

    private static String word(AttemptEvent event) {
        return event instanceof MessageEvent.Reported reported
                ? reported.status().name()
                : "STOP";
    }

    @Test
    void a_reply_that_quotes_a_message_is_of_that_message_and_one_that_quotes_none_of_the_latest() throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));
        sent.put("latest", new Attempts.Sent(attempt(2), "wamid.2"));

        answer(signed(reply("'context':{'id':'wamid.1'},'type':'text','text':{'body':'Sí'}")));
        answer(signed(reply("'type':'text','text':{'body':'Sí'}")));

        assertThat(told)
                .containsOnly(
                        Map.entry(ATTEMPT + "1 0", new MessageEvent.Reported("wamid.1", MessageStatus.ACCEPTED, NOW)),
                        Map.entry(ATTEMPT + "2 1", new MessageEvent.Reported("wamid.2", MessageStatus.ACCEPTED, NOW)));
    }

    @Test
    void a_reply_that_overtakes_the_record_of_its_message_is_asked_for_again() throws IOException {
        String quoting = "'context':{'id':'wamid.7'},'type':'text','text':{'body':'Sí'}";

        assertThat(answer(signed(reply(quoting))).getStatusCode()).isEqualTo(503);
        assertThat(answer(signed(reply(quoting)
                                .replace(
                                        String.valueOf(NOW.getEpochSecond()),
                                        String.valueOf(NOW.minusSeconds(60).getEpochSecond()))))
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(answer(signed(reply("'type':'text','text':{'body':'Sí'}"))).getStatusCode())
                .isEqualTo(200);
        assertThat(told).isEmpty();
    }

    private static AttemptId attempt(int number) {
        return AttemptId.parse(ATTEMPT + number).orElseThrow();
    }

    private static String status(String more) {
        return change("'statuses':[{'id':'wamid.1','timestamp':'" + NOW.getEpochSecond()
                + "','recipient_id':'5215555551234','biz_opaque_callback_data':'" + ATTEMPT + "1'," + more + "}]");
    }

    private static String reply(String more) {
        return change("'messages':[{'from':'5215555551234','id':'wamid.r','timestamp':'" + NOW.getEpochSecond() + "',"
                + more + "}]");
    }

    private static String change(String value) {
        return ("{'object':'whatsapp_business_account','entry':[{'id':'222','changes':[{'field':'messages','value':"
                        + "{'messaging_product':'whatsapp','metadata':{'phone_number_id':'111'}," + value + "}}]}]}")
                .replace('\'', '"');
    }

    private APIGatewayV2HTTPEvent signed(String body) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("app-secret".getBytes(UTF_8), "HmacSHA256"));
            APIGatewayV2HTTPEvent event = batch();
            event.setIsBase64Encoded(false);
            event.setBody(body);
            event.setHeaders(Map.of(
                    "x-hub-signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)))));
            return event;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static APIGatewayV2HTTPEvent batch() throws IOException {
        return new ObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Path.of("../../events/whatsapp-batch.json").toFile(), APIGatewayV2HTTPEvent.class);
    }

    /** The events are kept by attempt and order. */
    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        Map<String, String> secret =
                Map.of("app_secret", "app-secret", "verify_token", "verify-token", "phone_number_id", "111");
        WhatsAppWebhooks webhooks = new WhatsAppWebhooks(
                store.lines(), new SentMessages(sent), name -> secret, new CanonicalNumbers(), () -> NOW);
        List<String> order = new ArrayList<>(told.keySet());
        return new WebhooksHandler(
                        Map.of("whatsapp", webhooks),
                        outcome -> {
                            assertThat(outcome.line()).isEqualTo(LINE);
                            told.put(outcome.attempt() + " " + order.size(), outcome.event());
                            order.add("");
                        },
                        (line, attempt, report) -> {},
                        new CheckReport(store.campaigns(), store.agents()),
                        "")
                .handleRequest(event, context);
    }

    /** Messages to Ana by the provider's id of each; {@code latest} is the latest. */
    private record SentMessages(Map<String, Sent> sent) implements Attempts {
        @Override
        public Optional<Attempt> find(AttemptId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
            assertThat(line).isEqualTo(LINE);
            assertThat(to).isEqualTo(ANA);
            return Optional.ofNullable(sent.get(providerId == null ? "latest" : providerId));
        }

        @Override
        public Optional<Attempt> findEarlier(AttemptId id) {
            return Optional.empty();
        }

        @Override
        public List<EarlierAttempt> earlier(ContactId contact, int limit) {
            return List.of();
        }

        @Override
        public boolean writeEarlier(Attempt next) {
            throw new UnsupportedOperationException("a webhook that only reads its events writes no attempt");
        }
    }
}
