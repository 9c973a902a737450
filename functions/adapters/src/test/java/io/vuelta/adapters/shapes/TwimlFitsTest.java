package io.vuelta.adapters.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.twiml.TwimlGrammar;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For every contact, Twilio runs the TwiML, and the agent gets the id of the attempt. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwimlFitsTest {
    private static final int SEEDS = 150;
    private static final String US = "https://calls-of-a-long-name.execute-api.us-east-1.amazonaws.com";
    private static final String OF_ELEVENLABS =
            "<Response><Connect><Stream url=\"wss://api.elevenlabs.io/x\"><Parameter name=\"conversation_id\" value=\"c\"/>"
                    + "</Stream></Connect></Response>";
    private static final String LONG_ADDRESS =
            "wss://agent.example/" + "&".repeat(AgentConnection.MAX_SOCKET_ADDRESS - "wss://agent.example/".length());

    @AutoClose
    private static final Recorder RECORDER = new Recorder();

    static Stream<AgentConnection> connections() {
        return Stream.of(
                new AgentConnection.Say(),
                new AgentConnection.Stream("wss://agent.example/media"),
                new AgentConnection.Stream(LONG_ADDRESS),
                new AgentConnection.ConversationRelay("wss://agent.example/talk?a=1&b=2", null),
                new AgentConnection.ConversationRelay(LONG_ADDRESS, "Hola, {name} <\"&'> " + "&".repeat(900)),
                new AgentConnection.Sip("sip:agent@sip.example.com;transport=tls"),
                new AgentConnection.Sip("sip:a&#39;b@".replace("&", "") + "s".repeat(240)),
                new AgentConnection.Retell("agent_1"),
                new AgentConnection.ElevenLabs("agent_1"));
    }

    private static ObjectNode placed(CallRequest request) {
        RECORDER.answer(
                request.line().connection() instanceof AgentConnection.ElevenLabs
                        ? OF_ELEVENLABS
                        : "{\"call_id\":\"call_1\",\"sid\":\"CA1\"}");
        var _ = calls().place(request);
        return Shape.form(RECORDER.body());
    }

    private static TwilioCalls calls() {
        Map<String, String> secret = Map.of(
                "account_sid", "AC1",
                "auth_token", "token",
                "base_url", RECORDER.url(),
                "sip_username", "vuelta",
                "sip_password", "<&\">",
                "retell_api_key", "k",
                "retell_base_url", RECORDER.url(),
                "elevenlabs_api_key", "k",
                "elevenlabs_base_url", RECORDER.url() + "/");
        return new TwilioCalls(
                Recorder.HTTP, _ -> secret, US, new AttemptTokens(() -> "token-secret"), () -> AnyContact.NOW);
    }

    @ParameterizedTest
    @MethodSource("connections")
    void the_twiml_of_every_call_fits(AgentConnection connection) {
        for (long seed = 0; seed < SEEDS; seed++) {
            CallRequest request = new AnyContact(seed).call(connection);

            ObjectNode form = placed(request);
            String twiml = form.path("Twiml").asText();

            assertThat(Shape.of("twilio-create-call.json").faults(form))
                    .as("seed %s", seed)
                    .isEmpty();
            assertThat(TwimlGrammar.faults(twiml))
                    .as("seed %s: %s", seed, twiml)
                    .isEmpty();
            assertThat(registered(connection)).as("seed %s", seed).isEmpty();
            boolean hasConversation = connection instanceof AgentConnection.Stream
                    || connection instanceof AgentConnection.ConversationRelay
                    || connection instanceof AgentConnection.Sip;
            if (hasConversation) {
                assertThat(twiml)
                        .as("seed %s", seed)
                        .contains(request.attempt().toString())
                        .contains(connection instanceof AgentConnection.Sip ? "context%3Ftoken%3D" : "context?token=")
                        .contains(
                                connection instanceof AgentConnection.Sip ? "X-Vuelta-Result-Url=" : "\"result_url\"");
            }
            assertThat(form.has("FallbackUrl"))
                    .as("a call that talks to nobody fails nowhere")
                    .isEqualTo(!(connection instanceof AgentConnection.Say));
        }
    }

    /** The errors of the request that registered the call at a platform before the call was placed. */
    private static List<String> registered(AgentConnection connection) {
        return switch (connection) {
            case AgentConnection.Retell _ ->
                Shape.of("retell-register-phone-call.json")
                        .faults(Shape.json(RECORDER.body("/v2/register-phone-call")));
            case AgentConnection.ElevenLabs _ ->
                Shape.of("elevenlabs-register-call.json")
                        .faults(Shape.json(RECORDER.body("/v1/convai/twilio/register-call")));
            default -> List.of();
        };
    }

    @Test
    void a_message_for_a_machine_is_twiml_whatever_it_says_and_ends_the_call() {
        for (long seed = 0; seed < SEEDS; seed++) {
            CallRequest request = new AnyContact(seed).call(new AgentConnection.Say());
            String text = String.valueOf(request.firstMessage())
                    + request.contact().data().context();

            calls().leaveMessage(request.line(), Examples.callOf(request, AnyContact.NOW), text);
            String twiml = Shape.form(RECORDER.body()).path("Twiml").asText();

            assertThat(TwimlGrammar.faults(twiml))
                    .as("seed %s: %s", seed, twiml)
                    .isEmpty();
            assertThat(twiml).as("seed %s", seed).endsWith("<Hangup/></Response>");
        }
    }

    /** The grammar itself. */
    @Test
    void the_twiml_of_the_simplest_calls_fits() {
        assertThat(TwimlGrammar.faults(STREAM)).isEmpty();
        assertThat(TwimlGrammar.faults(SIP)).isEmpty();
    }

    private static final String STREAM =
            "<Response><Connect action=\"https://us.example/a\"><Stream url=\"wss://agent.example/m\">"
                    + "<Parameter name=\"attempt\" value=\"1\"/></Stream></Connect></Response>";

    private static final String SIP =
            "<Response><Dial callerId=\"+525588887777\"><Sip>sip:a@b.example?X-A=1&amp;X-B=%20"
                    + "</Sip></Dial></Response>";

    @ParameterizedTest
    @CsvSource({
        "<Response>, <Responses>",
        "</Response>, </Response><Response/>",
        "</Response>, ''",
        "wss:, ws:",
        "wss:, https:",
        "/m\", /m?a=1\"",
        "/m\", /m\" speed=\"2\"",
        "url=, href=",
        "name=\"attempt\", name=\"\"",
        "name=\"attempt\", nam=\"attempt\"",
        " value=\"1\", ''",
        "value=\"1\", value=\"<\"",
        "value=\"1\", value=\"&\"",
        "value=\"1\", value=\"\u0001\"",
        "Connect, Start",
        "https://us.example/a, us.example/a",
        "</Stream>, </Stream><Stream url=\"wss://b.example\"/>",
        "<Connect, hello<Connect",
    })
    void twiml_that_twilio_does_not_run_is_found(String from, String to) {
        assertThat(STREAM).contains(from);
        assertThat(TwimlGrammar.faults(STREAM.replace(from, to))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:, tel:",
        "a@b, b",
        "X-A=1, A=1",
        "X-A=1, X-A=ñ",
        "X-A=1, X-A=a b",
        "%20, %2",
        "&amp;X-B, &amp;&amp;X-B",
        "+525588887777, 525588887777",
        "<Sip>, <Sip user=\"a\">",
    })
    void a_sip_address_that_twilio_does_not_dial_is_found(String from, String to) {
        assertThat(SIP).contains(from);
        assertThat(TwimlGrammar.faults(SIP.replace(from, to))).isNotEmpty();
    }

    @Test
    void parameters_and_texts_have_a_maximum_length() {
        String parameter = STREAM.replace("value=\"1\"", "value=\"1MORE\"");
        String text = "<Response><Say>MORE</Say></Response>";
        String sip = SIP.replace("X-A=1", "X-A=1MORE");
        Map.of(parameter, 491, text, 3_968, sip, 1_011).forEach((twiml, most) -> {
            assertThat(TwimlGrammar.faults(twiml.replace("MORE", "1".repeat(most))))
                    .isEmpty();
            assertThat(TwimlGrammar.faults(twiml.replace("MORE", "1".repeat(most + 1))))
                    .isNotEmpty();
        });
    }
}
