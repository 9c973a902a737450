package io.vuelta.adapters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventType;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as JSON: in the form that endpoints receive, and in the form that queues and tables store. */
public final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private EventJson() {}

    /** Writes the fields in their order, without spaces. */
    public static String write(Map<String, @Nullable Object> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the fields of an event could not be written", e);
        }
    }

    public static String write(Event event) {
        return write(event.body());
    }

    /** Reads an event. Throws IllegalArgumentException if the text is not an event. */
    public static Event read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            JsonNode campaign = root.path("campaign_id");
            return new Event(
                    root.path("id").asText(),
                    EventType.ofWire(root.path("type").asText())
                            .orElseThrow(
                                    () -> new IllegalArgumentException("not a type of event: " + root.path("type"))),
                    Instant.parse(root.path("created_at").asText()),
                    campaign.isTextual() ? new CampaignId(campaign.textValue()) : null,
                    MAPPER.convertValue(root.path("data"), FIELDS));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the event is not JSON", e);
        }
    }
}
