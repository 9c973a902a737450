package io.vuelta.adapters.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformCalls;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For any contact, the request to a voice platform matches the platform's contract and contains the attempt. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlatformRequestsFitTest {
    private static final int EACH_SEED = 100;
    private static final String US = "https://calls.example.com";

    @AutoClose
    private static final Recorder RECORDER = new Recorder();

    /**
     * A platform.
     *
     * @param shape the shape of a request for a call
     * @param attempt the path of the attempt in the request
     * @param to the path of the number
     * @param variables the path of the contact's variables
     * @param secret the fields of the line's secret, without {@code base_url}
     */
    record Case(
            Platform platform, String shape, String attempt, String to, String variables, Map<String, String> secret) {
        @Override
        public String toString() {
            return platform.provider().wire();
        }
    }

    private static Case retell(Map<String, String> secret) {
        return new Case(
                new Retell(),
                "retell-create-phone-call.json",
                "/metadata/attempt",
                "/to_number",
                "/retell_llm_dynamic_variables",
                secret);
    }

    private static final List<Case> CASES = List.of(
            retell(Map.of("api_key", "key", "agent_id", "agent_1", "agent_version", "7")),
            retell(Map.of("api_key", "key")),
            new Case(
                    new Vapi(),
                    "vapi-create-call.json",
                    "/assistantOverrides/metadata/attempt",
                    "/customer/number",
                    "/assistantOverrides/variableValues",
                    Map.of(
                            "api_key", "key",
                            "assistant_id", "a",
                            "phone_number_id", "n",
                            "webhook_secret", "w")),
            new Case(
                    new ElevenLabs(),
                    "elevenlabs-outbound-call.json",
                    "/conversation_initiation_client_data/user_id",
                    "/to_number",
                    "/conversation_initiation_client_data/dynamic_variables",
                    Map.of(
                            "api_key", "key",
                            "agent_id", "a",
                            "phone_number_id", "n",
                            "webhook_secret", "w")));

    static Stream<Arguments> seeds() {
        return CASES.stream().flatMap(one -> LongStream.range(0, 3).mapToObj(seed -> Arguments.of(one, seed)));
    }

    private static PlatformCalls calls(Case one) {
        Map<String, String> secret = new HashMap<>(one.secret());
        secret.put("base_url", RECORDER.url());
        return new PlatformCalls(
                one.platform(),
                Recorder.HTTP,
                _ -> Map.copyOf(secret),
                new InMemoryStore().agents(),
                US,
                () -> AnyContact.NOW);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void every_call_fits_the_platforms_schema(Case one, long seed) {
        Shape shape = Shape.of(one.shape());
        AnyContact any = new AnyContact(seed);
        for (int i = 0; i < EACH_SEED; i++) {
            CallRequest request = any.call();
            calls(one).place(request);

            JsonNode body = Shape.json(RECORDER.body());
            assertThat(shape.faults(body)).as("%s", body).isEmpty();
            assertThat(body.at(one.attempt()).asText())
                    .isEqualTo(request.attempt().toString());
            assertThat(body.at(one.to()).asText())
                    .isEqualTo(request.contact().number().e164());
            assertThat(body.at(one.variables()).path("attempt").asText())
                    .isEqualTo(request.attempt().toString());
        }
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(0, 60, OnMachine.CONTINUE, "ring_duration_ms\":25000,\"max_call_duration_ms\":60000"),
                Arguments.of(0, 30, OnMachine.CONTINUE, "\"max_call_duration_ms\":60000}"),
                Arguments.of(0, 14_400, OnMachine.CONTINUE, "\"max_call_duration_ms\":7200000}"),
                Arguments.of(0, 900, OnMachine.HANG_UP, "\"voicemail_option\":{\"action\":{\"type\":\"hangup\"}}"),
                Arguments.of(
                        0,
                        900,
                        OnMachine.MESSAGE,
                        "\"voicemail_option\":{\"action\":{\"type\":\"static_text\",\"text\":\"Llámenos.\"}}"),
                Arguments.of(
                        2,
                        30,
                        OnMachine.CONTINUE,
                        "\"maxDurationSeconds\":30,\"transportConfigurations\":[{\"provider\":\"twilio\",\"timeout\":25}]"),
                Arguments.of(2, 900, OnMachine.HANG_UP, "\"voicemailDetection\":{\"provider\":\"vapi\"},\"metadata\""),
                Arguments.of(
                        2,
                        900,
                        OnMachine.MESSAGE,
                        "\"voicemailDetection\":{\"provider\":\"vapi\"},\"voicemailMessage\":\"Llámenos.\""),
                Arguments.of(3, 900, OnMachine.CONTINUE, "\"telephony_call_config\":{\"ringing_timeout_secs\":25}"),
                Arguments.of(3, 900, OnMachine.MESSAGE, "\"machine_message\":\"Llámenos.\""));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_request_to_a_platform_has_the_call_limits_of_the_campaign(
            int index, int maxSeconds, OnMachine onMachine, String field) {
        CallRequest any = new AnyContact(1).call();
        CallLimits limits = new CallLimits(
                25, maxSeconds, MachineDetection.FAST, onMachine, onMachine == OnMachine.MESSAGE ? "Llámenos." : null);
        calls(CASES.get(index))
                .place(new CallRequest(
                        any.attempt(), any.line(), any.agent(), any.contact(), any.firstMessage(), limits));

        assertThat(RECORDER.body()).contains(field);
        if (onMachine == OnMachine.CONTINUE) {
            assertThat(RECORDER.body()).as("the agent's own settings hold").doesNotContain("oicemail");
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void the_search_by_attempt_fits_retells_schema(Case one, long seed) {
        CallRequest request = new AnyContact(seed).call();
        calls(one).lookUp(request.line(), Examples.callOf(request, AnyContact.NOW));

        if (one.platform() instanceof Retell) {
            JsonNode body = Shape.json(RECORDER.body());
            assertThat(Shape.of("retell-list-calls.json").faults(body)).isEmpty();
            assertThat(body.at("/filter_criteria/metadata/0/value").asText())
                    .isEqualTo(request.attempt().toString());
        }
    }
}
