package io.vuelta.domain.event;

import java.time.Instant;
import java.util.List;

/** Store of the events that an endpoint did not accept. */
public interface UndeliveredEvents {
    /**
     * Stores an event. Safe to repeat.
     *
     * @param until when it is deleted
     */
    void keep(Event event, EndpointId endpoint, Instant until);

    /** The stored events with this id, one for each endpoint that did not accept it. Strongly consistent. */
    List<Kept> find(String eventId, Instant now);

    void remove(String eventId, EndpointId endpoint);

    /** An event, and the endpoint that did not accept it. */
    record Kept(Event event, EndpointId endpoint) {}
}
