package io.vuelta.adapters.provider.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.Signatures;
import io.vuelta.adapters.provider.platform.Platform.WebhookContent;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallError;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationFindings;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vapi's reasons for the end of a call, and the meaning and the attempt of its messages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VapiVocabularyTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";
    private static final String OTHER = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.2";

    private static ObjectNode call(String reason, boolean connected) {
        ObjectNode call = JsonBody.object()
                .put("id", "c1")
                .put("status", "ended")
                .put("endedReason", reason)
                .put("endedAt", "2026-03-02T14:59:01.500Z");
        call.putObject("assistantOverrides").putObject("metadata").put("attempt", ATTEMPT);
        if (connected) {
            call.put("startedAt", "2026-03-02T14:58:00.000Z");
        }
        return call;
    }

    private static CallEvent.Reported reported(String reason, boolean connected) {
        return (CallEvent.Reported)
                new Vapi().call(call(reason, connected), NOW).events().getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer-ended-call",
                "customer-ended-call-during-transfer",
                "customer-ended-call-before-warm-transfer",
                "assistant-ended-call",
                "assistant-ended-call-after-message-spoken",
                "assistant-ended-call-with-hangup-task",
                "assistant-said-end-call-phrase",
                "assistant-forwarded-call",
                "assistant-request-returned-forwarding-phone-number",
                "silence-timed-out",
                "exceeded-max-duration",
                "manually-canceled",
                "call.in-progress.sip-completed-call",
                "call.in-progress.twilio-completed-call",
                "call.ending.hook-executed-say",
                "call.ending.hook-executed-transfer",
                "call.forwarding.no-answer",
                "call.forwarding.operator-busy",
                "vonage-completed",
                "vonage-disconnected",
                "a-reason-of-next-year"
            })
    void a_conversation_ends(String reason) {
        assertThat(reported(reason, true))
                .isEqualTo(new CallEvent.Reported(
                        "c1",
                        CallStatus.ENDED,
                        Duration.ofMillis(61_500),
                        AnsweredBy.HUMAN,
                        Instant.parse("2026-03-02T14:59:01.500Z")));
    }

    @Test
    void a_machine_has_answered() {
        assertThat(reported("voicemail", true).answeredBy()).isEqualTo(AnsweredBy.MACHINE);
    }

    @ParameterizedTest
    @CsvSource({"customer-busy, BUSY", "customer-did-not-answer, NO_ANSWER"})
    void nobody_has_answered(String reason, CallStatus status) {
        assertThat(reported(reason, false).status()).isEqualTo(status);
        assertThat(reported(reason, false).error()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "call.start.error-subscription-concurrency-limit-reached, VAPI_CONCURRENCY_LIMIT_REACHED, NO_PLACE",
        "call.start.error-subscription-insufficient-credits, VAPI_INSUFFICIENT_CREDITS, ACCOUNT",
        "call.start.error-subscription-wallet-does-not-exist, VAPI_INSUFFICIENT_CREDITS, ACCOUNT",
        "call.start.error-subscription-upgrade-failed, VAPI_INSUFFICIENT_CREDITS, ACCOUNT",
        "call.start.error-subscription-frozen, VAPI_SUBSCRIPTION_FROZEN, ACCOUNT",
        "call.start.error-vapi-number-outbound-daily-limit, VAPI_DAILY_LIMIT_REACHED, ACCOUNT",
        "twilio-reported-customer-misdialed, VAPI_CUSTOMER_MISDIALED, NOT_IN_SERVICE",
        "vonage-rejected, VAPI_CALL_REJECTED, DECLINED",
        "call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable, SIP_480, TECHNICAL",
        "call.in-progress.error-providerfault-outbound-sip-404-not-found, SIP_404, NOT_IN_SERVICE",
        "twilio-failed-to-connect-call, VAPI_TWILIO_FAILED_TO_CONNECT_CALL, TECHNICAL",
        "vonage-failed-to-connect-call, VAPI_VONAGE_FAILED_TO_CONNECT_CALL, TECHNICAL",
        "call.start.error-get-assistant, VAPI_CALL_START_ERROR_GET_ASSISTANT, TECHNICAL",
        "assistant-not-found, VAPI_ASSISTANT_NOT_FOUND, TECHNICAL",
        "assistant-join-timed-out, VAPI_ASSISTANT_JOIN_TIMED_OUT, TECHNICAL",
        "pipeline-error-openai-429-exceeded-quota, VAPI_PIPELINE_ERROR_OPENAI_429_EXCEEDED_QUOTA, TECHNICAL",
        "phone-call-provider-closed-websocket, VAPI_PHONE_CALL_PROVIDER_CLOSED_WEBSOCKET, TECHNICAL",
        "scheduled-call-deleted, VAPI_SCHEDULED_CALL_DELETED, TECHNICAL",
        "worker-shutdown, VAPI_WORKER_SHUTDOWN, TECHNICAL",
    })
    void a_call_has_failed(String reason, String error, CallError meaning) {
        for (boolean connected : new boolean[] {true, false}) {
            assertThat(reported(reason, connected).status()).isEqualTo(CallStatus.FAILED);
            assertThat(reported(reason, connected).error()).isEqualTo(error);
            assertThat(CallError.of(
                            Objects.requireNonNull(reported(reason, connected).error())))
                    .isEqualTo(meaning);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"manually-canceled", "a-reason-of-next-year", ""})
    void a_call_that_was_never_connected_has_failed(String reason) {
        assertThat(reported(reason, false).status()).isEqualTo(CallStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"ringing, RINGING", "in-progress, IN_PROGRESS", "forwarding, FORWARDING"})
    void the_status_of_a_call_before_its_end_is_read(String value, CallStatus status) {
        ObjectNode call = call("", true).put("status", value);
        assertThat(((CallEvent.Reported) new Vapi().call(call, NOW).events().getFirst()).status())
                .isEqualTo(status);
        assertThat(new Vapi().call(call.put("status", "queued"), NOW).events()).isEmpty();
    }

    private static ObjectNode report(String reason) {
        ObjectNode body = JsonBody.object();
        ObjectNode message = body.putObject("message")
                .put("type", "end-of-call-report")
                .put("endedReason", reason)
                .put("startedAt", "2026-03-02T14:58:00.000Z")
                .put("endedAt", "2026-03-02T14:59:01.500Z");
        message.set("call", call(reason, true));
        ObjectNode artifact = message.putObject("artifact")
                .put("transcript", "User: Hello.\n")
                .put("recordingUrl", "https://r.example/1");
        artifact.putObject("structuredOutputs")
                .putObject("o1")
                .put("name", "city")
                .put("result", "Mérida");
        ObjectNode analysis =
                message.putObject("analysis").put("summary", "Hello.").put("successEvaluation", "true");
        analysis.putObject("structuredData").put("email", "a@b.c").put("interested", true);
        return body;
    }

    private static WebhookRequest posted(String attempt, String token) {
        return new WebhookRequest(
                "https://us.example/webhooks/vapi/l",
                List.of("l"),
                Map.of("attempt", attempt),
                Map.of("x-vuelta-token", token),
                new byte[0]);
    }

    @Test
    void the_end_of_call_report_has_the_end_and_the_findings() {
        assertThat(new Vapi().webhookContent(posted(ATTEMPT, ""), report("customer-ended-call"), NOW))
                .isInstanceOfSatisfying(WebhookContent.OfCall.class, content -> {
                    CallEvent.Reported reported =
                            (CallEvent.Reported) content.call().events().getFirst();
                    assertThat(reported.duration()).isEqualTo(Duration.ofMillis(61_500));
                    assertThat(reported.recordingUrl()).isEqualTo("https://r.example/1");
                    assertThat(content.call().attempt()).hasToString("Optional[" + ATTEMPT + "]");
                    assertThat(content.call().findings())
                            .isEqualTo(new ConversationFindings(
                                    Map.of(
                                            "email", "a@b.c",
                                            "interested", "true",
                                            "city", "Mérida",
                                            "successEvaluation", "true"),
                                    null,
                                    "Hello.",
                                    "User: Hello.\n"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "queued, '', ''",
        "ringing, '', RINGING",
        "in-progress, '', IN_PROGRESS",
        "forwarding, '', FORWARDING",
        "ended, customer-busy, BUSY",
        "ended, customer-did-not-answer, NO_ANSWER",
        "ended, twilio-reported-customer-misdialed, FAILED",
        "ended, customer-ended-call, ''",
        "ended, voicemail, ''",
    })
    void a_status_update_is_read_only_where_no_report_says_more(String value, String reason, String status) {
        ObjectNode body = JsonBody.object();
        ObjectNode message = body.putObject("message")
                .put("type", "status-update")
                .put("status", value)
                .put("endedReason", reason);
        message.set("call", call(reason, false));
        WebhookContent content = new Vapi().webhookContent(posted(ATTEMPT, ""), body, NOW);

        String said = content instanceof WebhookContent.OfCall of
                ? ((CallEvent.Reported) of.call().events().getFirst()).status().name()
                : "";
        assertThat(said).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "transcript", "conversation-update", "transfer-update", ""})
    void other_messages_are_ignored(String type) {
        ObjectNode body = JsonBody.object();
        body.putObject("message").put("type", type).set("call", call("", true));
        assertThat(new Vapi().webhookContent(posted(ATTEMPT, ""), body, NOW))
                .isInstanceOf(WebhookContent.Nothing.class);
    }

    /** HMAC-SHA256 of {@code vapi.} and the attempt, in hex. */
    @Test
    void a_token_is_valid_for_its_attempt_alone() {
        LineSecret secret = new LineSecret("s", Map.of("webhook_secret", "w"));
        String token = HexFormat.of()
                .formatHex(Signatures.hmac("HmacSHA256", "w", ("vapi." + ATTEMPT).getBytes(StandardCharsets.UTF_8)));

        assertThat(new Vapi().forgery(posted(ATTEMPT, token), secret, NOW)).isEmpty();
        assertThat(new Vapi().forgery(posted(OTHER, token), secret, NOW)).isPresent();
        assertThat(new Vapi().forgery(posted(ATTEMPT, token.replace(token.charAt(0), 'x')), secret, NOW))
                .isPresent();
        assertThat(new Vapi()
                        .forgery(
                                new WebhookRequest(
                                        "u", List.of("l"), Map.of("attempt", ATTEMPT), Map.of(), new byte[0]),
                                secret,
                                NOW))
                .isPresent();
    }

    @Test
    void a_message_of_another_attempt_than_its_address_is_not_understood() {
        assertThatThrownBy(() -> new Vapi().webhookContent(posted(OTHER, ""), report("customer-ended-call"), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
