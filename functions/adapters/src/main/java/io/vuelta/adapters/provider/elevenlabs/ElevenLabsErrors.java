package io.vuelta.adapters.provider.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.platform.Platform.PlatformPlacement;
import io.vuelta.adapters.provider.platform.PlatformValues;
import io.vuelta.domain.reason.TimelineCode;
import java.util.Locale;

/**
 * The meaning of ElevenLabs' answers to a request for a call. A refusal may have the status 200 and {@code success}
 * false; others have {@code detail}, an object with a {@code status}, or a list of the invalid fields.
 */
final class ElevenLabsErrors {
    private ElevenLabsErrors() {}

    static PlatformPlacement of(int status, JsonNode body) {
        if (status / 100 == 2) {
            return accepted(body);
        }
        JsonNode detail = body.path("detail");
        String value = detail.path("status").asText("");
        String code = value.isEmpty()
                ? TimelineCode.ELEVENLABS.withDetail(status)
                : PlatformValues.code(TimelineCode.ELEVENLABS, value);
        return switch (value) {
            case "too_many_concurrent_requests", "concurrent_limit_exceeded", "system_busy", "rate_limit_exceeded" ->
                new PlatformPlacement.Throttled(code);
            case "quota_exceeded", "payment_issue", "invalid_api_key", "missing_permissions" ->
                new PlatformPlacement.LineRefused(code);
            default ->
                status == 422 && !isOfNumber(detail)
                        ? new PlatformPlacement.LineRefused(code)
                        : PlatformPlacement.of(status, code);
        };
    }

    /** If a conversation has begun although the call was refused, its status is requested. */
    private static PlatformPlacement accepted(JsonNode body) {
        String id = body.path("conversation_id").asText("");
        if (body.path("success").asBoolean(false)) {
            return new PlatformPlacement.Taken(id);
        }
        if (!id.isEmpty() && !body.path("conversation_id").isNull()) {
            return new PlatformPlacement.NotUnderstood(TimelineCode.REFUSED_WITH_A_CONVERSATION.name());
        }
        if (!body.path("success").isBoolean()) {
            return new PlatformPlacement.NotUnderstood(TimelineCode.ANSWER_NOT_UNDERSTOOD.name());
        }
        String message = body.path("message").asText("").toLowerCase(Locale.ROOT);
        if (message.contains("concurren") || message.contains("too many")) {
            return new PlatformPlacement.Throttled("ELEVENLABS_CONCURRENCY_LIMIT_REACHED");
        }
        return message.contains("quota") || message.contains("credit")
                ? new PlatformPlacement.LineRefused("ELEVENLABS_QUOTA_EXCEEDED")
                : new PlatformPlacement.CallRefused("ELEVENLABS_REFUSED");
    }

    /** Whether the error concerns the number: {@code [{"loc":["body","to_number"],…}]}. */
    private static boolean isOfNumber(JsonNode detail) {
        for (JsonNode fault : detail) {
            for (JsonNode part : fault.path("loc")) {
                if (part.asText().equals("to_number")) {
                    return true;
                }
            }
        }
        return false;
    }
}
