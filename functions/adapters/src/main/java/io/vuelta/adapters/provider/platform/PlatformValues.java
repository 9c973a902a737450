package io.vuelta.adapters.provider.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that all platforms write in the same way. */
public final class PlatformValues {
    private static final int MAX_CODE_LENGTH = 64;
    private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private PlatformValues() {}

    /** A platform's value as a reason code: {@code dial_failed} becomes {@code RETELL_DIAL_FAILED}. */
    public static String code(TimelineCode platform, String value) {
        String plain = value.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String code = platform.withDetail(plain);
        return code.substring(0, Math.min(code.length(), MAX_CODE_LENGTH));
    }

    /** Reads a value that is a text, a number, a boolean or a list of these; empty for anything else. */
    public static Optional<String> text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> text(part).ifPresent(parts::add));
            return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", parts));
        }
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** Adds each value of an object that has a text. */
    public static void put(Map<String, String> values, JsonNode object) {
        object.properties()
                .forEach(entry -> text(entry.getValue()).ifPresent(text -> values.put(entry.getKey(), text)));
    }

    /** Reads an instant from milliseconds since 1970. */
    public static Optional<Instant> millis(JsonNode number) {
        return number.isNumber() && number.asDouble() > 0 && number.asDouble() <= MAX_MILLIS
                ? Optional.of(Instant.ofEpochMilli(number.asLong()))
                : Optional.empty();
    }

    /** The address of a recording; null if it is absent or invalid. */
    public static @Nullable String recordingUrl(JsonNode url) {
        return url.isTextual() && Conversation.isRecordingUrl(url.textValue()) ? url.textValue() : null;
    }

    /** The text; null if it is missing or blank. */
    public static @Nullable String textOrNull(JsonNode text) {
        return text.isTextual() && !text.textValue().isBlank() ? text.textValue() : null;
    }
}
