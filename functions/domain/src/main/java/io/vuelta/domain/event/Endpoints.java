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
     * @param next carries the version that was read; 0 for one that must not exist yet
     * @return false if it was written or deleted by another since; nothing is changed then
     */
    boolean save(Endpoint next);

    /** Does nothing if it does not exist. */
    void delete(EndpointId id);
}
