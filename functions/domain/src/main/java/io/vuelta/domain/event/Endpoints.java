package io.vuelta.domain.event;

import java.util.List;
import java.util.Optional;

/** Store of the endpoints. Reads are strongly consistent. */
public interface Endpoints {
    /** Maximum number of endpoints. */
    int MAX_ENDPOINTS = 20;

    /** All endpoints, the oldest id first. */
    List<Endpoint> all();

    Optional<Endpoint> find(EndpointId id);

    /**
     * Writes an endpoint.
     *
     * @param next has the version that was read; 0 for an endpoint that must not exist yet
     * @return false if another process has written or deleted it since; then nothing is changed
     */
    boolean save(Endpoint next);

    /** Deletes an endpoint. Does nothing if it does not exist. */
    void delete(EndpointId id);
}
