package io.vuelta.domain.event;

import io.vuelta.domain.text.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The type of an event; {@link #wire} is its name in the API and in bodies. */
public enum EventType implements WireName {
    CAMPAIGN_STATUS_CHANGED("campaign.status_changed"),
    CAMPAIGN_CYCLE_COMPLETED("campaign.cycle_completed"),
    UPLOAD_FINISHED("upload.finished"),
    EXPORT_FINISHED("export.finished"),
    CALL_ENDED("call.ended"),
    MESSAGE_STATUS("message.status"),
    MESSAGE_RECEIVED("message.received"),
    CONTACT_STATUS_CHANGED("contact.status_changed"),
    CONTACT_CONVERTED("contact.converted"),
    CONTACT_OPTED_OUT("contact.opted_out"),
    /** Sent to every other endpoint, even if it did not subscribe to it. */
    ENDPOINT_DISABLED("webhook_endpoint.disabled"),
    /** Sent only on request. */
    TEST("test");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    public static Optional<EventType> ofWire(String wire) {
        return WireName.find(values(), wire);
    }

    /** Whether an endpoint can subscribe to it. */
    public boolean isForSubscribers() {
        return this != ENDPOINT_DISABLED && this != TEST;
    }

    /** The types that an endpoint can subscribe to. */
    public static List<EventType> forSubscribers() {
        return Arrays.stream(values()).filter(EventType::isForSubscribers).toList();
    }
}
