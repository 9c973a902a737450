package io.vuelta.adapters.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.adapters.provider.whatsapp.WhatsAppMessages;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.testkit.examples.Examples;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For any contact, a request matches the contract of its provider. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestsFitTest {
    private static final int EACH_SEED = 100;
    private static final String US = "https://calls.example.com";

    private static final Shape TWILIO = Shape.of("twilio-create-call.json");
    private static final Shape META = Shape.of("meta-template-message.json");
    private static final Shape AGENT = Shape.ofAgent("CallRequest");

    @AutoClose
    private static final Recorder RECORDER = new Recorder();

    static LongStream seeds() {
        return LongStream.range(0, 5);
    }

    private static TwilioCalls twilio() {
        Map<String, String> secret = Map.of("account_sid", "AC1", "auth_token", "token", "base_url", RECORDER.url());
        return new TwilioCalls(
                Recorder.HTTP, _ -> secret, US, new AttemptTokens(() -> "token-secret"), () -> AnyContact.NOW);
    }

    private static AgentCalls agent() {
        Map<String, String> secret = Map.of("signing_secret", "s", "base_url", RECORDER.url());
        return new AgentCalls(
                Recorder.HTTP, _ -> secret, US, new AttemptTokens(() -> "token-secret"), () -> AnyContact.NOW);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_call_fits_twilios_schema(long seed) {
        AnyContact any = new AnyContact(seed);
        for (int i = 0; i < EACH_SEED; i++) {
            CallRequest request = any.call();
            twilio().place(request);

            ObjectNode form = Shape.form(RECORDER.body());
            assertThat(TWILIO.faults(form)).as("%s", form).isEmpty();
            assertThat(form.path("To").asText())
                    .isEqualTo(request.contact().number().e164());
        }
    }

    /**
     * Without a time limit a call may last four hours; without a fallback an application error is read out to the
     * person.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_call_has_its_time_limits_and_a_fallback_for_a_failed_conversation(long seed) {
        AnyContact any = new AnyContact(seed);
        for (int i = 0; i < EACH_SEED; i++) {
            CallRequest request = any.call();
            twilio().place(request);

            ObjectNode form = Shape.form(RECORDER.body());
            assertThat(form.path("TimeLimit").asInt())
                    .isEqualTo(request.limits().maxSeconds());
            assertThat(form.path("Timeout").asInt()).isEqualTo(request.limits().ringSeconds());
            assertThat(form.path("FallbackUrl").asText())
                    .isEqualTo(
                            request.line().voiceUrl() == null
                                    ? ""
                                    : US + "/webhooks/twilio/" + request.line().id() + "/fallback?attempt="
                                            + request.attempt());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_message_fits_metas_schema(long seed) {
        Map<String, String> secret =
                Map.of("access_token", "token", "phone_number_id", "111", "waba_id", "222", "base_url", RECORDER.url());
        WhatsAppMessages messages = new WhatsAppMessages(
                Recorder.HTTP, _ -> secret, (_, _, _) -> new Found.NotThere(), () -> AnyContact.NOW);
        AnyContact any = new AnyContact(seed);
        for (int i = 0; i < EACH_SEED; i++) {
            MessageRequest request = any.message();
            messages.send(request);

            JsonNode body = Shape.json(RECORDER.body());
            assertThat(META.faults(body)).as("%s", body).isEmpty();
            assertThat(body.path("biz_opaque_callback_data").asText())
                    .isEqualTo(request.attempt().toString());
        }
    }

    /** Also that it has all fields of the contract, and no others. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_call_fits_the_contract_that_we_publish(long seed) {
        AnyContact any = new AnyContact(seed);
        for (int i = 0; i < EACH_SEED; i++) {
            agent().place(any.call());

            JsonNode body = Shape.json(RECORDER.body());
            assertThat(AGENT.faults(body)).as("%s", body).isEmpty();
            Set<String> names = new TreeSet<>();
            body.fieldNames().forEachRemaining(names::add);
            assertThat(names).isEqualTo(AGENT.properties("CallRequest"));
        }
    }

    @Test
    void a_hang_up_fits_the_contract_that_we_publish() {
        CallRequest request = new AnyContact(1).call();

        agent().hangUp(request.line(), Examples.callOf(request, AnyContact.NOW));

        assertThat(Shape.ofAgent("Change").faults(Shape.json(RECORDER.body()))).isEmpty();
    }

    // The shapes themselves

    private static final String CALL = "To=%2B525555551234&From=%2B525588887777&Url=https%3A%2F%2Fv.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&Timeout=600",
                "&Record=true&RecordingStatusCallback=https%3A%2F%2Fv.example",
                "&StatusCallback=https%3A%2F%2Fv.example&StatusCallbackEvent=answered&StatusCallbackEvent=completed"
            })
    void a_form_that_twilio_accepts_fits(String more) {
        assertThat(TWILIO.faults(Shape.form(CALL + more))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "To=%2B525555551234, To=525555551234",
        "To=%2B525555551234, To=%2B0525555551234",
        "To=%2B525555551234&, ''",
        "From=%2B525588887777&, ''",
        "Url=https%3A%2F%2Fv.example, Url=v.example",
        "Url=https%3A%2F%2Fv.example, Url=https%3A%2F%2Fv.example%2Fa%20b",
        "Url=https%3A%2F%2Fv.example, Timeout=30",
        "Url=, Twiml=%3CResponse%2F%3E&Url=",
        "To=, Timeout=601&To=",
        "To=, Timeout=-1&To=",
        "To=, To=%2B525555551235&To=",
        "To=, Colour=red&To=",
        "To=, Record=yes&To=",
        "To=, StatusCallbackEvent=answered&To=",
        "To=, StatusCallback=https%3A%2F%2Fv.example&StatusCallbackEvent=answer&To=",
        "To=, AsyncAmd=true&To=",
        "To=, MachineDetection=enable&To=",
    })
    void a_form_that_twilio_refuses_does_not_fit(String from, String to) {
        assertThat(CALL).contains(from);
        assertThat(TWILIO.faults(Shape.form(CALL.replace(from, to)))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3979, true", "3980, false"})
    void twiml_has_up_to_4000_characters(int said, boolean fits) {
        String form = CALL.replaceFirst("Url=.*", "Twiml=%3CResponse%3E" + "x".repeat(said) + "%3C%2FResponse%3E");

        assertThat(TWILIO.faults(Shape.form(form)).isEmpty()).isEqualTo(fits);
    }

    private static final String MESSAGE = """
            {"messaging_product":"whatsapp","to":"+525555551234","type":"template","biz_opaque_callback_data":"a.b.1",
            "template":{"name":"hello","language":{"code":"es_MX"},"components":[
            {"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},
            {"type":"body","parameters":[{"type":"text","parameter_name":"name","text":"Ana"}]},
            {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"p"}]}]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"whatsapp\"          | \"telegram\"",
                "\"to\":               | \"too\":",
                "\"to\":\"+52          | \"to\":\"0",
                "\"type\":\"template\" | \"type\":\"text\"",
                "\"name\":\"hello\"    | \"name\":\"Hello there\"",
                "\"code\":\"es_MX\"    | \"code\":\"es-MX\"",
                "\"language\":{        | \"language\":{\"policy\":\"deterministic\",",
                "\"template\":{        | \"template\":{\"namespace\":\"x\",",
                "{\"messaging_product  | {\"colour\":\"red\",\"messaging_product",
                "\"id\":\"1\"          | \"id\":\"1\",\"link\":\"https://a.example\"",
                "\"id\":\"1\"          | \"link\":\"a.png\"",
                "\"text\":\"Ana\"      | \"text\":\"\"",
                "\"text\":\"Ana\"      | \"text\":\"A\\nna\"",
                "\"text\":\"Ana\"      | \"text\":\"A     na\"",
                "\"text\":\"Ana\"}     | \"text\":\"Ana\"},{\"type\":\"text\",\"text\":\"unnamed\"}",
                "\"index\":\"0\"       | \"index\":0",
                "quick_reply           | quick",
                "\"payload\":\"p\"     | \"payload\":\"\"",
                "\"payload\":\"p\"     | \"payload\":\"p\",\"text\":\"t\"",
                "{\"type\":\"body\"    | {\"type\":\"footer\"",
                "\"components\":[      | \"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"2\"}]},",
            })
    void a_message_that_meta_refuses_does_not_fit(String from, String to) {
        assertThat(META.faults(Shape.json(MESSAGE))).isEmpty();
        assertThat(MESSAGE).contains(from);
        assertThat(META.faults(Shape.json(MESSAGE.replace(from, to)))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void a_payload_has_up_to_256_characters(int length) {
        String other = MESSAGE.replace("\"payload\":\"p\"", "\"payload\":\"" + "p".repeat(length) + "\"");

        assertThat(META.faults(Shape.json(other))).isNotEmpty();
        assertThat(other.getBytes(UTF_8)).isNotEmpty();
    }
}
