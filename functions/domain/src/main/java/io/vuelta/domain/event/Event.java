package io.vuelta.domain.event;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event that is posted to endpoints.
 *
 * @param id the same whenever the same change is reported: receivers ignore ids that they have seen
 * @param createdAt when the event happened
 * @param campaign the campaign; null if the event does not concern a single campaign
 * @param data the values by field, in the order of the body: texts, numbers, booleans, lists of texts, or null
 */
public record Event(
        String id,
        EventType type,
        Instant createdAt,
        @Nullable CampaignId campaign,
        Map<String, @Nullable Object> data) {
    private static final Pattern ID = Pattern.compile("evt_[0-9A-Za-z_]{1,60}");

    public Event {
        if (!isId(id)) {
            throw new IllegalArgumentException("not an event id: " + id);
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The event as an endpoint receives it, by field. */
    public Map<String, @Nullable Object> body() {
        return new EventFields()
                .put("id", id)
                .put("type", type.wire())
                .put("created_at", createdAt)
                .put("campaign_id", campaign == null ? null : campaign.value())
                .put("data", data)
                .map();
    }
}
