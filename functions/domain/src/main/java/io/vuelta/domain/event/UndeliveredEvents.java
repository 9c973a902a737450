package io.vuelta.domain.event;

import java.time.Instant;
import java.util.List;

/** Store of the events that an endpoint did not accept. */
public interface UndeliveredEvents {
    /**
     * Keeps one. Safe to repeat.
     *
     * @param until it is kept
     */
    void keep(Event event, EndpointId endpoint, Instant until);

    /** The kept events with this id, one for each endpoint that did not accept it. Strongly consistent. */
    List<Kept> find(String eventId, Instant now);

    void remove(String eventId, EndpointId endpoint);

    /** An event, and who did not take it. */
    record Kept(Event event, EndpointId endpoint) {}
}
