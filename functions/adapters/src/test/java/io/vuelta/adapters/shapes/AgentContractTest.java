package io.vuelta.adapters.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.agent.AgentWebhooks;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that we accept from a runtime are those that {@code infra/api/agent.yaml} allows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentContractTest {
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";
    private static final Map<String, String> SECRET = Map.of("signing_secret", "s");
    private static final Line LINE = Examples.lineOf(Provider.AGENT, new LineId("iph_1"), "secret", null);

    private static final Shape EVENT = Shape.ofAgent("Event");
    private static final Shape CALL = Shape.ofAgent("Call");

    private static final List<String> STATUSES = List.of(
            "queued", "ringing", "in-progress", "forwarding", "ended", "busy", "no-answer", "failed", "created");
    private static final List<String> EVENTS =
            List.of("ringing", "answered", "forwarding", "ended", "busy", "no-answer", "failed", "result", "queued");

    /** Values of every kind, some of which a field may have. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "61.5",
            "86400",
            "86401",
            "-1",
            "\"\"",
            "\" \"",
            "\"human\"",
            "\"machine\"",
            "\"unknown\"",
            "\"dog\"",
            "\"r-1\"",
            "\"" + "x".repeat(257) + "\"",
            "\"https://r.example/1\"",
            "\"ftp://r\"",
            "\"2026-03-02T15:00:00Z\"",
            "\"2026-03-02T09:00-06:00\"",
            "\"1969-12-31T23:59:59Z\"",
            "\"yesterday\"",
            "\"SIP_404\"",
            "[]",
            "[\"vip\"]",
            "[1]",
            "{}",
            "{\"email\":\"a@b.c\"}",
            "{\"age\":40}",
            "{\"a\":[]}",
            "{\"a\":null}");

    private static <T> T oneOf(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static ObjectNode event(Random random) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("attempt", random.nextInt(20) == 0 ? "none" : ATTEMPT).put("event", oneOf(random, EVENTS));
        if (random.nextInt(8) > 0) {
            event.put("id", "r-1");
        }
        if (event.path("event").asText().equals("result") || random.nextInt(10) == 0) {
            some(
                    random,
                    event.putObject("result"),
                    List.of(
                            "tags",
                            "extracted_data",
                            "converted",
                            "follow_up_at",
                            "sentiment",
                            "summary",
                            "recording_url",
                            "colour"));
        }
        some(random, event, List.of("answered_by", "duration", "recording_url", "error", "at", "colour", "id"));
        return event;
    }

    private static void some(Random random, ObjectNode object, List<String> names) {
        for (int i = random.nextInt(3); i > 0; i--) {
            object.set(oneOf(random, names), Shape.json(oneOf(random, VALUES)));
        }
    }

    /** The contract requires a text where the code also reads a number: the code may accept more than the contract. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void every_event_of_the_contract_is_accepted_and_hardly_any_other(long seed) {
        Random random = new Random(seed);
        int fit = 0;
        for (int i = 0; i < 2_000; i++) {
            ObjectNode event = event(random);
            boolean fits = EVENT.faults(event).isEmpty();
            fit += fits ? 1 : 0;
            ParsedEvent reading = read(event.toString());
            if (fits) {
                assertThat(reading).as("%s", event).isInstanceOfAny(ParsedEvent.Event.class, ParsedEvent.Report.class);
            } else if (!(reading instanceof ParsedEvent.Malformed)) {
                assertThat(isMorePatient(event))
                        .as("taken, and not in the contract: %s", event)
                        .isTrue();
            }
        }
        assertThat(fit).isBetween(400, 1_600);
    }

    private static boolean isMorePatient(ObjectNode event) {
        JsonNode id = event.path("id");
        boolean oddId = id.isValueNode() && !id.isTextual() && !id.isNull();
        // The fields beside the result are not compared.
        boolean result = event.path("event").asText().equals("result");
        JsonNode url = event.path(result ? "/result/recording_url" : "recording_url");
        return oddId || result || url.isTextual();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void every_look_up_answer_of_the_contract_is_accepted_and_no_other(long seed) {
        Random random = new Random(seed);
        try (Recorder runtime = new Recorder()) {
            AgentCalls calls = new AgentCalls(
                    Recorder.HTTP,
                    _ -> Map.of("signing_secret", "s", "base_url", runtime.url()),
                    "https://us.example",
                    new AttemptTokens(() -> "token-secret"),
                    () -> AnyContact.NOW);
            CallRequest request = new AnyContact(seed).call();
            Call call = Examples.callOf(request, AnyContact.NOW);
            for (int i = 0; i < 200; i++) {
                ObjectNode answer =
                        JsonNodeFactory.instance.objectNode().put("id", "r-1").put("status", oneOf(random, STATUSES));
                some(random, answer, List.of("answered_by", "duration", "at", "colour", "status"));
                runtime.answer(answer.toString());

                assertThat(calls.lookUp(LINE, call) instanceof LookUp.Known)
                        .as("%s", answer)
                        .isEqualTo(CALL.faults(answer).isEmpty());
            }
        }
    }

    @Test
    void the_contract_has_the_result_fields_that_the_api_accepts() {
        ArrayNode taken = JsonNodeFactory.instance.arrayNode();
        for (String field : EVENT.properties("Result")) {
            ObjectNode event = JsonNodeFactory.instance
                    .objectNode()
                    .put("attempt", ATTEMPT)
                    .put("event", "result");
            event.putObject("result").putNull(field);
            assertThat(EVENT.faults(event)).as(field).isEmpty();
            assertThat(read(event.toString())).as(field).isInstanceOf(ParsedEvent.Report.class);
            taken.add(field);
        }
        assertThat(taken).hasSize(9);
    }

    private static ParsedEvent read(String body) {
        String timestamp = String.valueOf(AnyContact.NOW.getEpochSecond());
        Map<String, String> headers = Map.of(
                "x-vuelta-timestamp",
                timestamp,
                "x-vuelta-signature",
                "sha256=" + Hmac.sha256("s", timestamp + "." + body));
        return new AgentWebhooks(new OneLine(LINE), _ -> SECRET, () -> AnyContact.NOW)
                .read(new Webhooks.WebhookRequest(
                        "https://us.example/webhooks/agent/iph_1",
                        List.of("iph_1"),
                        Map.of(),
                        headers,
                        body.getBytes(UTF_8)));
    }
}
