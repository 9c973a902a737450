package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a body, in their order. */
final class EventFields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Instants become ISO 8601, durations whole seconds; any other value is unchanged. */
    EventFields put(String name, @Nullable Object value) {
        Object shown = switch (value) {
            case null -> null;
            case Instant instant -> instant.toString();
            case Duration duration -> duration.toSeconds();
            case Object other -> other;
        };
        fields.put(name, shown);
        return this;
    }

    Map<String, @Nullable Object> map() {
        return fields;
    }
}
