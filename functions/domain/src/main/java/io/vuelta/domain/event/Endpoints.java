package io.vuelta.domain.event;

import java.util.List;
import java.util.Optional;

/** Where endpoints are kept. Reads are strongly consistent. */
public interface Endpoints {
    /** So many there are at most. */
    int MAX_ENDPOINTS = 20;

    /** All of them, the oldest id first. */
    List<Endpoint> all();

    Optional<Endpoint> find(EndpointId id);

    /**
     * Writes an endpoint.
     *
     * @param next carries the version that was read; 0 for one that must not exist yet
     * @return false if somebody else has written or deleted it since; nothing is changed then
     */
    boolean save(Endpoint next);

    /** Nothing happens if it is not there. */
    void delete(EndpointId id);
}
