package io.vuelta.domain.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends an event again to the endpoints that did not take it. */
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
     * Starts with its first attempt. An event whose endpoint is disabled or deleted stays kept. Safe to repeat.
     *
     * @return the endpoints to which it is on its way
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
