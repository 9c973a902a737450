package io.vuelta.domain.event;

import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Endpoints and events. */
final class EventExamples {
    static final Instant NOW = Examples.MONDAY;
    static final EndpointId FIRST = new EndpointId("we_1");
    static final EndpointId SECOND = new EndpointId("we_2");

    private EventExamples() {}

    /** An endpoint that subscribes to all events. */
    static Endpoint endpoint(EndpointId id) {
        return endpoint(id, Endpoint.Format.VUELTA, Set.copyOf(EventType.forSubscribers()));
    }

    static Endpoint endpoint(EndpointId id, Endpoint.Format format, Set<EventType> events) {
        return Endpoint.created(id, "https://hooks.example.com/" + id, events, format, "whsec_" + id, NOW);
    }

    static Event event(int n) {
        return new Event("evt_" + n, EventType.CONTACT_CONVERTED, NOW, null, Map.of("n", n));
    }
}
