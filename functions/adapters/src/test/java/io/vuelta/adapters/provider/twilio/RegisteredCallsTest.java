package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.twilio.RegisteredCalls.Registered;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that register a call with the platforms of agents, and the meaning of their answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisteredCallsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final PhoneNumber TO = new PhoneNumber("+525555551234");
    private static final Line LINE = Examples.lineOf(Provider.TWILIO, new LineId("iph_1"), "secret", null);
    private static final CallRequest REQUEST = request();
    private static final Hooks HOOKS = new Hooks(
            "https://us.example", LINE.id(), REQUEST.attempt(), "https://us.example/r", "https://us.example/c");
    private static final CallData DATA = CallData.of(REQUEST, HOOKS);
    private static final AgentConnection.Retell RETELL = new AgentConnection.Retell("agent_1");
    private static final AgentConnection.ElevenLabs ELEVENLABS = new AgentConnection.ElevenLabs("agent_2");

    private final HttpServer server;
    private final List<String> requests = new ArrayList<>();
    private final RegisteredCalls calls = new RegisteredCalls(ProviderHttp.client(InstantSource.system()));

    RegisteredCallsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static CallRequest request() {
        ContactData data = new ContactData("", "Ana", "x".repeat(6_000), "", "", Map.of("city", "Puebla"));
        Contact contact = Contact.loaded(ContactId.of(new CampaignId("c1"), TO), TO, data, "up/0/1", NOW);
        return new CallRequest(
                new AttemptId(contact.id(), 1), LINE, new AgentId("a"), contact, "Hola", Examples.LIMITS);
    }

    private LineSecret answering(int status, String body) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("xi-api-key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return secret("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static LineSecret secret(String url) {
        return new LineSecret(
                "s",
                Map.of(
                        "retell_api_key",
                        "rk",
                        "retell_base_url",
                        url,
                        "elevenlabs_api_key",
                        "ek",
                        "elevenlabs_base_url",
                        url));
    }

    private JsonNode lastRequest() {
        String last = requests.getLast();
        return JsonBody.answer(last.substring(last.indexOf('{')));
    }

    @Test
    void retell_accepts_the_call_by_sip_under_its_own_id() {
        Registered registered =
                calls.atRetell(RETELL, REQUEST, DATA, answering(201, "{\"call_id\":\"call_9\"}"), HOOKS);

        assertThat(((Registered.Connected) registered).twiml()).contains("<Sip>sip:call_9@sip.retellai.com</Sip>");
        assertThat(requests.getLast()).startsWith("/v2/register-phone-call Bearer rk null ");
        assertThat(lastRequest().path("agent_id").asText()).isEqualTo("agent_1");
        assertThat(lastRequest().path("metadata").path("attempt").asText())
                .isEqualTo(REQUEST.attempt().toString());
        JsonNode variables = lastRequest().path("retell_llm_dynamic_variables");
        assertThat(variables.path("name").asText()).isEqualTo("Ana");
        assertThat(variables.path("result_url").asText()).isEqualTo("https://us.example/r");
        assertThat(variables.path("more").asText())
                .as("the context is too long")
                .isEqualTo("true");
        assertThat(variables.has("context")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "<Response><Connect/></Response>,               <Response><Connect/></Response>",
        "\"<Response><Connect/></Response>\",           <Response><Connect/></Response>",
        "<?xml version='1.0'?><Response></Response>,    <?xml version='1.0'?><Response></Response>",
    })
    void the_twiml_of_elevenlabs_is_returned_unchanged(String answer, String twiml) {
        Registered registered = calls.atElevenLabs(ELEVENLABS, REQUEST, DATA, answering(200, answer));

        assertThat(registered).isEqualTo(new Registered.Connected(twiml));
        assertThat(requests.getLast()).startsWith("/v1/convai/twilio/register-call null ek ");
        assertThat(lastRequest().path("to_number").asText()).isEqualTo(TO.e164());
        assertThat(lastRequest().path("direction").asText()).isEqualTo("outbound");
        JsonNode client = lastRequest().path("conversation_initiation_client_data");
        assertThat(client.path("user_id").asText()).isEqualTo(REQUEST.attempt().toString());
        assertThat(client.path("dynamic_variables").path("var_city").asText()).isEqualTo("Puebla");
    }

    @ParameterizedTest
    @CsvSource({
        "200, oops, ELEVENLABS_NOT_UNDERSTOOD, LineDown",
        "200, '',   ELEVENLABS_NOT_UNDERSTOOD, LineDown",
        "401, {},   ELEVENLABS_401,            AccountUnusable",
        "402, {},   ELEVENLABS_402,            AccountUnusable",
        "404, {},   ELEVENLABS_404,            AccountUnusable",
        "422, {},   ELEVENLABS_422,            AccountUnusable",
        "429, {},   ELEVENLABS_429,            LineThrottled",
        "500, {},   ELEVENLABS_500,            LineDown",
        "503, {},   ELEVENLABS_503,            LineDown",
    })
    void after_every_error_no_call_is_placed(int status, String body, String reason, String trouble) {
        Registered.Refused refused =
                (Registered.Refused) calls.atElevenLabs(ELEVENLABS, REQUEST, DATA, answering(status, body));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.trouble().apply(NOW).getClass().getSimpleName()).isEqualTo(trouble);
    }

    @Test
    void an_unreachable_platform_or_a_missing_key_blocks_the_line_with_its_reason() {
        Registered.Refused refused =
                (Registered.Refused) calls.atRetell(RETELL, REQUEST, DATA, secret("http://127.0.0.1:1"), HOOKS);

        assertThat(refused.reason()).isEqualTo("RETELL_UNREACHABLE");
        assertThatThrownBy(() -> calls.atElevenLabs(ELEVENLABS, REQUEST, DATA, new LineSecret("s", Map.of())))
                .isInstanceOf(Secrets.SecretUnavailable.class)
                .hasMessageContaining("elevenlabs_api_key");
    }
}
