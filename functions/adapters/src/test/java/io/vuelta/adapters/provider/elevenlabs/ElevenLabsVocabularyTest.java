package io.vuelta.adapters.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.platform.Platform.WebhookContent;
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
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How ElevenLabs' conversations and webhooks are read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ElevenLabsVocabularyTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";
    private static final WebhookRequest POSTED =
            new WebhookRequest("https://us.example/", List.of("l"), Map.of(), Map.of(), new byte[0]);

    private static ObjectNode conversation(String status, String result, int seconds) {
        ObjectNode conversation = JsonBody.object()
                .put("conversation_id", "c1")
                .put("status", status)
                .put("user_id", ATTEMPT)
                .put("has_audio", true);
        ObjectNode metadata = conversation
                .putObject("metadata")
                .put("start_time_unix_secs", 1_772_463_500)
                .put("call_duration_secs", seconds);
        metadata.putObject("phone_call").put("call_result", result);
        return conversation;
    }

    private static CallEvent.Reported reported(ObjectNode conversation) {
        return (CallEvent.Reported)
                new ElevenLabs().call(conversation, NOW).events().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "done, answered, 61, ENDED, HUMAN",
        "done, voicemail, 5, ENDED, MACHINE",
        "failed, voicemail, 5, ENDED, MACHINE",
        "processing, answered, 61, ENDED, ",
        "processing, voicemail, 61, ENDED, MACHINE",
        "done, '', 61, ENDED, HUMAN",
        "done, '', 0, NO_ANSWER, ",
        "failed, busy, 0, BUSY, ",
        "failed, no_answer, 0, NO_ANSWER, ",
        "failed, failed, 0, FAILED, ",
        "failed, answered, 3, FAILED, ",
        "failed, '', 0, FAILED, ",
        "in-progress, '', 0, IN_PROGRESS, ",
    })
    void the_status_and_result_of_a_conversation_are_read(
            String status, String result, int seconds, CallStatus stands, AnsweredBy by) {
        CallEvent.Reported reported = reported(conversation(status, result, seconds));
        assertThat(reported.status()).isEqualTo(stands);
        assertThat(reported.answeredBy()).isEqualTo(by);
        if (stands == CallStatus.ENDED) {
            assertThat(reported.duration()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(reported.at()).isEqualTo(Instant.ofEpochSecond(1_772_463_500 + seconds));
            assertThat(reported.recordingUrl()).isEqualTo("https://api.elevenlabs.io/v1/convai/conversations/c1/audio");
        }
    }

    @Test
    void a_conversation_that_has_not_begun_has_no_event() {
        assertThat(new ElevenLabs().call(conversation("initiated", "", 0), NOW).events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Concurrency limit reached, '', ELEVENLABS_CONCURRENCY_LIMIT_REACHED, NO_PLACE",
        "Your quota was exceeded, '', ELEVENLABS_QUOTA_EXCEEDED, ACCOUNT",
        "no credits, '', ELEVENLABS_QUOTA_EXCEEDED, ACCOUNT",
        "'', 1008, ELEVENLABS_ERROR_1008, TECHNICAL",
        "'', '', ELEVENLABS_FAILED, TECHNICAL",
    })
    void a_call_has_failed(String reason, String code, String error, CallError meaning) {
        ObjectNode conversation = conversation("failed", "failed", 0);
        ObjectNode metadata = (ObjectNode) conversation.path("metadata");
        metadata.put("termination_reason", reason).putObject("error").put("code", code);

        assertThat(reported(conversation).error()).isEqualTo(error);
        assertThat(CallError.of(Objects.requireNonNull(reported(conversation).error())))
                .isEqualTo(meaning);
    }

    @Test
    void the_findings_come_from_the_analysis() {
        ObjectNode conversation = conversation("done", "answered", 61);
        ObjectNode analysis = conversation
                .putObject("analysis")
                .put("call_successful", "success")
                .put("transcript_summary", "They said hello.");
        analysis.putObject("data_collection_results").putObject("email").put("value", "a@b.c");
        analysis.putObject("evaluation_criteria_results").putObject("polite").put("result", "failure");
        conversation.putArray("transcript").addObject().put("role", "agent").put("message", "Hello");
        conversation.withArray("transcript").addObject().put("role", "agent").putNull("message");
        conversation.withArray("transcript").addObject().put("role", "user").put("message", "Hello.");

        assertThat(new ElevenLabs().call(conversation, NOW).findings())
                .isEqualTo(new ConversationFindings(
                        Map.of("email", "a@b.c", "polite", "failure", "call_successful", "success"),
                        null,
                        "They said hello.",
                        "agent: Hello\nuser: Hello.\n"));
        conversation.put("status", "processing");
        assertThat(new ElevenLabs().call(conversation, NOW).findings()).isNull();
    }

    @Test
    void a_transcription_reports_the_end_of_the_call() {
        ObjectNode body = JsonBody.object().put("type", "post_call_transcription");
        body.set("data", conversation("done", "answered", 61));

        assertThat(new ElevenLabs().webhookContent(POSTED, body, NOW))
                .isInstanceOfSatisfying(WebhookContent.OfCall.class, content -> {
                    assertThat(content.call().attempt()).hasToString("Optional[" + ATTEMPT + "]");
                    assertThat(content.call().events()).hasSize(1);
                });
    }

    @ParameterizedTest
    @CsvSource({"busy, BUSY, ", "no-answer, NO_ANSWER, ", "unknown, FAILED, ELEVENLABS_UNKNOWN"})
    void an_initiation_failure_reports_why_there_was_no_call(String reason, CallStatus status, String error) {
        ObjectNode body = JsonBody.object().put("type", "call_initiation_failure");
        ObjectNode data = body.putObject("data").put("conversation_id", "c1").put("failure_reason", reason);
        WebhookContent.OfCall unnamed = (WebhookContent.OfCall) new ElevenLabs().webhookContent(POSTED, body, NOW);
        data.putObject("conversation_initiation_client_data")
                .putObject("dynamic_variables")
                .put("attempt", ATTEMPT);
        WebhookContent.OfCall named = (WebhookContent.OfCall) new ElevenLabs().webhookContent(POSTED, body, NOW);

        CallEvent.Reported reported = (CallEvent.Reported) named.call().events().getFirst();
        assertThat(reported.status()).isEqualTo(status);
        assertThat(reported.error()).isEqualTo(error);
        assertThat(named.call().attempt()).isPresent();
        // Such a result is found by a status request.
        assertThat(unnamed.call().attempt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post_call_audio", "answering_machine_detection", ""})
    void other_posts_are_ignored(String type) {
        ObjectNode body = JsonBody.object().put("type", type);
        assertThat(new ElevenLabs().webhookContent(POSTED, body, NOW)).isInstanceOf(WebhookContent.Nothing.class);
    }
}
