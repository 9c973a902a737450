package io.vuelta.adapters.provider.retell;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.platform.PlatformValues;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationFindings;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The meanings of Retell's values. (https://docs.retellai.com/reliability/debug-call-disconnect) */
final class RetellVocabulary {
    private static final Duration MAX_CALL = Duration.ofDays(1);

    private RetellVocabulary() {}

    /** The status of the call; empty while it waits to be dialled, and for an unknown status. */
    static Optional<CallEvent> currentStatus(String id, JsonNode call, Instant now) {
        return switch (call.path("call_status").asText()) {
            case "ongoing" ->
                Optional.of(new CallEvent.Reported(id, CallStatus.IN_PROGRESS, null, null, begun(call, now)));
            case "ended", "not_connected", "error" -> Optional.of(ended(id, call, now));
            default -> Optional.empty();
        };
    }

    static Instant begun(JsonNode call, Instant now) {
        return PlatformValues.millis(call.path("start_timestamp")).orElse(now);
    }

    private static CallEvent ended(String id, JsonNode call, Instant now) {
        String reason = call.path("disconnection_reason").asText("");
        Instant at = PlatformValues.millis(call.path("end_timestamp")).orElse(now);
        CallStatus status = end(call, reason);
        return new CallEvent.Reported(
                id,
                status,
                status == CallStatus.ENDED ? talked(call) : null,
                status == CallStatus.ENDED ? answeredBy(call, reason) : null,
                PlatformValues.recordingUrl(call.path("recording_url")),
                status == CallStatus.FAILED
                        ? PlatformValues.code(TimelineCode.RETELL, reason.isEmpty() ? "no_reason" : reason)
                        : null,
                at);
    }

    /** The final status of the call. An unknown reason counts as a normal end if the call was connected. */
    private static CallStatus end(JsonNode call, String reason) {
        return switch (reason) {
            case "dial_busy" -> CallStatus.BUSY;
            case "dial_no_answer" -> CallStatus.NO_ANSWER;
            case "voicemail_reached", "ivr_reached" -> CallStatus.ENDED;
            case "dial_failed",
                    "invalid_destination",
                    "telephony_provider_permission_denied",
                    "telephony_provider_unavailable",
                    "sip_routing_error",
                    "marked_as_spam",
                    "user_declined",
                    "concurrency_limit_reached",
                    "no_concurrency_fallback",
                    "no_valid_payment",
                    "registered_call_timeout" -> CallStatus.FAILED;
            // The person who answered heard nothing or only a part, so there was no conversation.
            default -> reason.startsWith("error_") || !isConnected(call) ? CallStatus.FAILED : CallStatus.ENDED;
        };
    }

    private static boolean isConnected(JsonNode call) {
        return call.path("call_status").asText().equals("ended")
                && PlatformValues.millis(call.path("start_timestamp")).isPresent();
    }

    private static @Nullable Duration talked(JsonNode call) {
        JsonNode millis = call.path("duration_ms");
        return millis.isNumber() && millis.asDouble() >= 0 && millis.asDouble() <= MAX_CALL.toMillis()
                ? Duration.ofMillis(millis.asLong())
                : null;
    }

    /** Who answered; null before the analysis, which reports whether it was voicemail. */
    private static @Nullable AnsweredBy answeredBy(JsonNode call, String reason) {
        if (reason.equals("voicemail_reached")
                || reason.equals("ivr_reached")
                || call.at("/call_analysis/in_voicemail").asBoolean(false)) {
            return AnsweredBy.MACHINE;
        }
        return call.path("call_analysis").isObject() ? AnsweredBy.HUMAN : null;
    }

    /** The findings; null before the analysis, and for a call that was not answered. */
    static @Nullable ConversationFindings findings(JsonNode call) {
        JsonNode analysis = call.path("call_analysis");
        boolean over = call.path("call_status").asText().equals("ended");
        if (!analysis.isObject()
                || !over
                || end(call, call.path("disconnection_reason").asText("")) != CallStatus.ENDED) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        PlatformValues.put(values, call.path("collected_dynamic_variables"));
        PlatformValues.text(analysis.path("call_successful")).ifPresent(is -> values.put("call_successful", is));
        PlatformValues.put(values, analysis.path("custom_analysis_data"));
        String sentiment = PlatformValues.textOrNull(analysis.path("user_sentiment"));
        return new ConversationFindings(
                values,
                sentiment == null || sentiment.equals("Unknown") ? null : sentiment.toLowerCase(Locale.ROOT),
                PlatformValues.textOrNull(analysis.path("call_summary")),
                PlatformValues.textOrNull(call.path("transcript")));
    }
}
