package io.vuelta.domain.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends an event again to the endpoints that did not accept it. */
public final class ReplayEvent {
    private final Endpoints endpoints;
    private final UndeliveredEvents undelivered;
    private final Deliveries deliveries;
    private final InstantSource clock;

    public ReplayEvent(Endpoints endpoints, UndeliveredEvents undelivered, Deliveries deliveries, InstantSource clock) {
        this.endpoints = endpoints;
        this.undelivered = undelivered;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Sends the event, beginning with its first attempt. If its endpoint is disabled or deleted, the event stays
     * stored. Safe to repeat.
     *
     * @return the endpoints to which the event is sent
     */
    public List<EndpointId> replay(String eventId) {
        Instant now = clock.instant();
        List<EndpointId> sent = new ArrayList<>();
        for (UndeliveredEvents.Kept kept : undelivered.find(eventId, now)) {
            boolean active = kept.endpoint().equals(EndpointId.RUNTIME)
                    || endpoints
                            .find(kept.endpoint())
                            .filter(endpoint -> !endpoint.disabled())
                            .isPresent();
            if (active) {
                deliveries.send(List.of(Delivery.first(kept.event(), kept.endpoint(), now)));
                undelivered.remove(eventId, kept.endpoint());
                sent.add(kept.endpoint());
            }
        }
        return sent;
    }
}
