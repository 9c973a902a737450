package io.vuelta.providers.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON trees, and the two ways instants are written in them. */
public final class SimulatorJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO_MILLISECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private SimulatorJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Twilio's dates: {@code Mon, 05 Jan 2026 10:20:30 +0000}. */
    public static @Nullable String rfc2822(@Nullable Instant instant) {
        return instant == null ? null : RFC_2822.format(instant);
    }

    /** The log's and the journal's times: {@code 2026-01-05T10:20:30.000Z}. */
    public static @Nullable String iso(@Nullable Instant instant) {
        return instant == null ? null : ISO_MILLISECONDS.format(instant);
    }
}
