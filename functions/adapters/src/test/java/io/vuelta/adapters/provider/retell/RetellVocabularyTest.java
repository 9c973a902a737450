package io.vuelta.adapters.provider.retell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.platform.Platform.WebhookContent;
import io.vuelta.adapters.provider.platform.PlatformCall;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallError;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationFindings;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason of Retell for the end of a call, and the meaning of its events. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetellVocabularyTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";

    private static final WebhookRequest POSTED =
            new WebhookRequest("https://us.example/", List.of("l"), Map.of(), Map.of(), new byte[0]);

    private static ObjectNode call(String status, @Nullable String reason) {
        ObjectNode call = JsonBody.object().put("call_id", "c1").put("call_status", status);
        call.putObject("metadata").put("attempt", ATTEMPT);
        return reason == null ? call : call.put("disconnection_reason", reason);
    }

    private static ObjectNode talked(String reason) {
        return call("ended", reason)
                .put("start_timestamp", 1_772_463_500_000L)
                .put("end_timestamp", 1_772_463_561_500L)
                .put("duration_ms", 61_500)
                .put("recording_url", "https://r.example/1.wav");
    }

    private static CallEvent.Reported reported(JsonNode call) {
        return (CallEvent.Reported) new Retell().call(call, NOW).events().getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_hangup",
                "agent_hangup",
                "call_transfer",
                "inactivity",
                "max_duration_reached",
                "scam_detected",
                "transfer_bridged",
                "transfer_cancelled",
                "manual_stopped",
                "call_take_over",
                "a_reason_of_next_year"
            })
    void the_analysis_of_an_ended_conversation_says_who_answered(String reason) {
        CallEvent.Reported before = reported(talked(reason));
        assertThat(before)
                .isEqualTo(new CallEvent.Reported(
                        "c1",
                        CallStatus.ENDED,
                        Duration.ofMillis(61_500),
                        null,
                        "https://r.example/1.wav",
                        null,
                        Instant.ofEpochMilli(1_772_463_561_500L)));

        ObjectNode human = talked(reason);
        human.putObject("call_analysis").put("in_voicemail", false);
        assertThat(reported(human).answeredBy()).isEqualTo(AnsweredBy.HUMAN);
        ObjectNode machine = talked(reason);
        machine.putObject("call_analysis").put("in_voicemail", true);
        assertThat(reported(machine).answeredBy()).isEqualTo(AnsweredBy.MACHINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voicemail_reached", "ivr_reached"})
    void a_machine_has_answered(String reason) {
        assertThat(reported(talked(reason)).status()).isEqualTo(CallStatus.ENDED);
        assertThat(reported(talked(reason)).answeredBy()).isEqualTo(AnsweredBy.MACHINE);
    }

    @ParameterizedTest
    @CsvSource({"dial_busy, BUSY", "dial_no_answer, NO_ANSWER"})
    void nobody_has_answered(String reason, CallStatus status) {
        CallEvent.Reported reported = reported(call("not_connected", reason));
        assertThat(reported.status()).isEqualTo(status);
        assertThat(reported.error()).isNull();
        assertThat(reported.at()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "dial_failed, TECHNICAL",
        "invalid_destination, NOT_IN_SERVICE",
        "telephony_provider_permission_denied, ACCOUNT",
        "telephony_provider_unavailable, TECHNICAL",
        "sip_routing_error, TECHNICAL",
        "marked_as_spam, DECLINED",
        "user_declined, DECLINED",
        "concurrency_limit_reached, NO_PLACE",
        "no_concurrency_fallback, NO_PLACE",
        "no_valid_payment, ACCOUNT",
        "registered_call_timeout, TECHNICAL",
        "error_user_not_joined, TECHNICAL",
        "error_llm_websocket_open, TECHNICAL",
        "error_llm_websocket_lost_connection, TECHNICAL",
        "error_llm_websocket_runtime, TECHNICAL",
        "error_llm_websocket_corrupt_payload, TECHNICAL",
        "error_no_audio_received, TECHNICAL",
        "error_asr, TECHNICAL",
        "error_retell, TECHNICAL",
        "error_unknown, TECHNICAL",
        "a_reason_of_next_year, TECHNICAL",
    })
    void a_call_has_failed(String reason, CallError error) {
        for (String status : new String[] {"not_connected", "error", "ended"}) {
            CallEvent.Reported reported = reported(call(status, reason));
            assertThat(reported.status()).isEqualTo(CallStatus.FAILED);
            assertThat(CallError.of(Objects.requireNonNull(reported.error()))).isEqualTo(error);
        }
    }

    @Test
    void a_conversation_that_breaks_down_is_a_failed_call() {
        assertThat(reported(talked("error_llm_websocket_open")).status()).isEqualTo(CallStatus.FAILED);
        assertThat(reported(talked("error_llm_websocket_open")).error()).isEqualTo("RETELL_ERROR_LLM_WEBSOCKET_OPEN");
    }

    @Test
    void a_call_before_its_end_is_waiting_or_in_progress() {
        assertThat(new Retell().call(call("registered", null), NOW).events()).isEmpty();
        assertThat(reported(call("ongoing", null).put("start_timestamp", 1_772_463_500_000L)))
                .isEqualTo(new CallEvent.Reported(
                        "c1", CallStatus.IN_PROGRESS, null, null, Instant.ofEpochMilli(1_772_463_500_000L)));
    }

    @Test
    void the_findings_come_from_the_analysis() {
        ObjectNode call = talked("user_hangup").put("transcript", "User: Hello.\n");
        call.putObject("collected_dynamic_variables").put("city", "Mérida");
        ObjectNode analysis = call.putObject("call_analysis")
                .put("call_summary", "They said hello.")
                .put("user_sentiment", "Positive")
                .put("call_successful", true);
        analysis.putObject("custom_analysis_data")
                .put("email", "a@b.c")
                .put("age", 40)
                .putArray("topics")
                .add("one")
                .add("two");

        assertThat(new Retell().call(call, NOW).findings())
                .isEqualTo(new ConversationFindings(
                        Map.of(
                                "city", "Mérida",
                                "call_successful", "true",
                                "email", "a@b.c",
                                "age", "40",
                                "topics", "one,two"),
                        "positive",
                        "They said hello.",
                        "User: Hello.\n"));
    }

    @Test
    void a_call_without_an_answer_or_an_analysis_has_no_findings() {
        ObjectNode busy = call("not_connected", "dial_busy");
        busy.putObject("call_analysis").put("call_summary", "The call was not connected.");

        assertThat(new Retell().call(busy, NOW).findings()).isNull();
        assertThat(new Retell().call(talked("user_hangup"), NOW).findings()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "call_started, IN_PROGRESS",
        "call_ended, ENDED",
        "call_analyzed, ENDED",
        "transfer_started, FORWARDING",
        "transfer_bridged, FORWARDING"
    })
    void an_event_reports_this_status(String event, CallStatus status) {
        ObjectNode body = JsonBody.object().put("event", event);
        body.set("call", talked("user_hangup"));

        assertThat(new Retell().webhookContent(POSTED, body, NOW))
                .isInstanceOfSatisfying(WebhookContent.OfCall.class, content -> {
                    PlatformCall call = content.call();
                    assertThat(call.id()).isEqualTo("c1");
                    assertThat(call.attempt()).hasToString("Optional[" + ATTEMPT + "]");
                    assertThat(((CallEvent.Reported) call.events().getFirst()).status())
                            .isEqualTo(status);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"transcript_updated", "transfer_cancelled", "transfer_ended", "chat_started", ""})
    void other_events_are_ignored(String event) {
        ObjectNode body = JsonBody.object().put("event", event);
        body.set("call", talked("user_hangup"));

        assertThat(new Retell().webhookContent(POSTED, body, NOW)).isInstanceOf(WebhookContent.Nothing.class);
    }
}
