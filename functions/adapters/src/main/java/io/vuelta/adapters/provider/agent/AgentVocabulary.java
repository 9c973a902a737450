package io.vuelta.adapters.provider.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.reason.TimelineCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of the values that a runtime sends. For an invalid value, it throws IllegalArgumentException that names
 * the field.
 */
final class AgentVocabulary {
    private static final int MAX_ID_LENGTH = 256;
    private static final BigDecimal MAX_CALL =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private AgentVocabulary() {}

    /** The runtime's own id of the call; empty if there is no valid one. */
    static Optional<String> providerId(JsonNode body) {
        String id = body.path("id").asText("");
        return id.isBlank() || id.length() > MAX_ID_LENGTH ? Optional.empty() : Optional.of(id);
    }

    /** The code of a refusal, e.g. {@code NUMBER_NOT_REACHABLE}. */
    static Optional<String> code(JsonNode body) {
        return Optional.of(body.path("error").asText("")).filter(code -> code.matches("[A-Z0-9_]{1,40}"));
    }

    /** Whether a runtime may report this status; only Vuelta sets the others. */
    static boolean mayBeReported(CallStatus status) {
        return status != CallStatus.CREATED && status != CallStatus.UNKNOWN;
    }

    /** The status that an event reports; empty for an unknown event. */
    static Optional<CallStatus> statusOf(String event) {
        return switch (event) {
            case "ringing" -> Optional.of(CallStatus.RINGING);
            case "answered" -> Optional.of(CallStatus.IN_PROGRESS);
            case "forwarding" -> Optional.of(CallStatus.FORWARDING);
            case "ended" -> Optional.of(CallStatus.ENDED);
            case "busy" -> Optional.of(CallStatus.BUSY);
            case "no-answer" -> Optional.of(CallStatus.NO_ANSWER);
            case "failed" -> Optional.of(CallStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** Reads a report from an event or from an answer to a look-up. */
    static CallEvent.Reported reported(String id, CallStatus status, JsonNode body, Instant now) {
        return new CallEvent.Reported(
                id,
                status,
                duration(body),
                answeredBy(body),
                recordingUrl(body),
                error(body),
                instant(body, "at").orElse(now));
    }

    /** The error code: a SIP status is unchanged, e.g. {@code SIP_404}; any other code gets the runtime's prefix. */
    private static @Nullable String error(JsonNode body) {
        JsonNode code = body.path("error");
        if (code.isMissingNode() || code.isNull()) {
            return null;
        }
        if (!code.isTextual() || !code.textValue().matches("[A-Z0-9_]{1,40}")) {
            throw new IllegalArgumentException("error must have 1 to 40 of A to Z, 0 to 9 and _");
        }
        return code.textValue().matches("SIP_[3-6][0-9]{2}")
                ? code.textValue()
                : TimelineCode.AGENT.withDetail(code.textValue());
    }

    private static @Nullable Duration duration(JsonNode body) {
        JsonNode seconds = body.path("duration");
        if (seconds.isMissingNode() || seconds.isNull()) {
            return null;
        }
        if (!seconds.isNumber()
                || !Double.isFinite(seconds.doubleValue())
                || seconds.decimalValue().signum() < 0
                || seconds.decimalValue().compareTo(MAX_CALL) > 0) {
            throw new IllegalArgumentException("duration must be seconds, from 0 to " + MAX_CALL);
        }
        return Duration.ofMillis(seconds.decimalValue().movePointRight(3).longValue());
    }

    private static @Nullable AnsweredBy answeredBy(JsonNode body) {
        JsonNode value = body.path("answered_by");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return AnsweredBy.ofWire(value.asText())
                .orElseThrow(() -> new IllegalArgumentException("answered_by must be human, machine or unknown"));
    }

    private static @Nullable String recordingUrl(JsonNode body) {
        JsonNode url = body.path("recording_url");
        if (url.isMissingNode() || url.isNull()) {
            return null;
        }
        if (!url.isTextual() || !Conversation.isRecordingUrl(url.textValue())) {
            throw new IllegalArgumentException("recording_url " + Conversation.WHAT_A_RECORDING_URL_IS);
        }
        return url.textValue();
    }

    /** Reads an instant in ISO 8601 with Z or an offset; empty if it is absent. */
    static Optional<Instant> instant(JsonNode body, String field) {
        JsonNode text = body.path(field);
        if (text.isMissingNode() || text.isNull()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.asText());
            if (time.getYear() >= 1970 && time.getYear() <= 9999) {
                return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
            }
        } catch (DateTimeException _) {
            // The error below describes the valid form.
        }
        throw new IllegalArgumentException(field + " must be ISO 8601 with Z or an offset, in the years 1970 to 9999");
    }
}
