package io.vuelta.adapters.provider.elevenlabs;

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

/** The meanings of ElevenLabs' values. (GetConversationResponseModel and CallResult of elevenlabs-js) */
final class ElevenLabsVocabulary {
    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long MAX_EPOCH_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private ElevenLabsVocabulary() {}

    /** The status of the conversation; empty while its call waits or rings, and for an unknown status. */
    static Optional<CallEvent> currentStatus(String id, JsonNode conversation, String recording, Instant now) {
        JsonNode metadata = conversation.path("metadata");
        return switch (conversation.path("status").asText()) {
            case "in-progress" ->
                Optional.of(new CallEvent.Reported(id, CallStatus.IN_PROGRESS, null, null, begun(metadata, now)));
            case "processing", "done", "failed" -> Optional.of(ended(id, conversation, recording, now));
            default -> Optional.empty();
        };
    }

    private static Instant begun(JsonNode metadata, Instant now) {
        return seconds(metadata.path("accepted_time_unix_secs"))
                .or(() -> seconds(metadata.path("start_time_unix_secs")))
                .orElse(now);
    }

    private static Optional<Instant> seconds(JsonNode number) {
        return number.isNumber() && number.asDouble() > 0 && number.asDouble() <= MAX_EPOCH_SECOND
                ? Optional.of(Instant.ofEpochSecond(number.asLong()))
                : Optional.empty();
    }

    private static CallEvent ended(String id, JsonNode conversation, String recording, Instant now) {
        JsonNode metadata = conversation.path("metadata");
        CallStatus status = end(conversation);
        boolean answered = status == CallStatus.ENDED;
        Duration talked = talked(metadata);
        return new CallEvent.Reported(
                id,
                status,
                answered ? talked : null,
                answered ? answeredBy(conversation) : null,
                answered && conversation.path("has_audio").asBoolean(false) ? recording : null,
                status == CallStatus.FAILED ? error(metadata) : null,
                seconds(metadata.path("start_time_unix_secs"))
                        .map(start -> start.plus(talked))
                        .orElse(now));
    }

    private static Duration talked(JsonNode metadata) {
        JsonNode seconds = metadata.path("call_duration_secs");
        return seconds.isNumber() && seconds.asDouble() >= 0 && seconds.asDouble() <= MAX_SECONDS
                ? Duration.ofSeconds(seconds.asLong())
                : Duration.ZERO;
    }

    private static CallStatus end(JsonNode conversation) {
        JsonNode metadata = conversation.path("metadata");
        boolean failed = conversation.path("status").asText().equals("failed");
        boolean talked = !talked(metadata).isZero();
        return switch (result(metadata)) {
            // The person who answered heard nothing or only a part, so there was no conversation.
            case "answered" -> failed ? CallStatus.FAILED : CallStatus.ENDED;
            case "voicemail" -> CallStatus.ENDED;
            case "busy" -> CallStatus.BUSY;
            case "no_answer" -> CallStatus.NO_ANSWER;
            case "failed" -> CallStatus.FAILED;
            // ElevenLabs does not report it.
            default -> failed ? CallStatus.FAILED : talked ? CallStatus.ENDED : CallStatus.NO_ANSWER;
        };
    }

    private static String result(JsonNode metadata) {
        return metadata.at("/phone_call/call_result").asText("");
    }

    /** Who answered; null if it is not reported yet. */
    private static @Nullable AnsweredBy answeredBy(JsonNode conversation) {
        JsonNode metadata = conversation.path("metadata");
        if (result(metadata).equals("voicemail") || reason(metadata).contains("voicemail")) {
            return AnsweredBy.MACHINE;
        }
        return conversation.path("status").asText().equals("processing") ? null : AnsweredBy.HUMAN;
    }

    private static String reason(JsonNode metadata) {
        return metadata.path("termination_reason").asText("").toLowerCase(Locale.ROOT);
    }

    private static String error(JsonNode metadata) {
        String reason =
                reason(metadata) + " " + metadata.at("/error/reason").asText("").toLowerCase(Locale.ROOT);
        if (reason.contains("concurren")) {
            return "ELEVENLABS_CONCURRENCY_LIMIT_REACHED";
        }
        if (reason.contains("quota") || reason.contains("credit")) {
            return "ELEVENLABS_QUOTA_EXCEEDED";
        }
        String code = metadata.at("/error/code").asText("");
        return code.isEmpty() ? "ELEVENLABS_FAILED" : PlatformValues.code(TimelineCode.ELEVENLABS, "error_" + code);
    }

    /** The event of a failed call; the reasons are those of {@code call_initiation_failure}. */
    static CallEvent notBegun(String id, String reason, Instant now) {
        return switch (reason) {
            case "busy" -> new CallEvent.Reported(id, CallStatus.BUSY, null, null, now);
            case "no-answer", "no_answer" -> new CallEvent.Reported(id, CallStatus.NO_ANSWER, null, null, now);
            default ->
                CallEvent.Reported.failed(
                        id, PlatformValues.code(TimelineCode.ELEVENLABS, reason.isEmpty() ? "unknown" : reason), now);
        };
    }

    /** The findings; null for a call that was not answered, and before the analysis. */
    static @Nullable ConversationFindings findings(JsonNode conversation) {
        JsonNode analysis = conversation.path("analysis");
        if (!analysis.isObject()
                || conversation.path("status").asText().equals("processing")
                || end(conversation) != CallStatus.ENDED) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        put(values, analysis.path("evaluation_criteria_results"), "result");
        put(values, analysis.path("data_collection_results"), "value");
        PlatformValues.text(analysis.path("call_successful")).ifPresent(is -> values.put("call_successful", is));
        return new ConversationFindings(
                values,
                null,
                PlatformValues.textOrNull(analysis.path("transcript_summary")),
                transcript(conversation.path("transcript")));
    }

    private static void put(Map<String, String> values, JsonNode results, String field) {
        results.properties()
                .forEach(entry -> PlatformValues.text(entry.getValue().path(field))
                        .ifPresent(text -> values.put(entry.getKey(), text)));
    }

    private static @Nullable String transcript(JsonNode turns) {
        StringBuilder text = new StringBuilder();
        for (JsonNode turn : turns) {
            if (turn.path("message").isTextual()) {
                text.append(turn.path("role").asText())
                        .append(": ")
                        .append(turn.path("message").textValue())
                        .append('\n');
            }
        }
        return text.isEmpty() ? null : text.toString();
    }
}
