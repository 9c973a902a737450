package io.vuelta.domain.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Store of the created API keys. Reads are strongly consistent. */
public interface ApiKeys {
    /** Maximum number of keys. */
    int MAX_KEYS = 100;

    /**
     * Stores a new key.
     *
     * @return false if another key has its id; the same key may be created again
     */
    boolean create(ApiKey key);

    Optional<ApiKey> find(String id);

    /** All keys, in no order. */
    List<ApiKey> all();

    /** Removes a key; false if there is none. */
    boolean revoke(String id);

    /**
     * Stores that a key was used in this hour, unless this hour or a later one is already stored, or the key is
     * revoked.
     */
    void used(String id, Instant hour);
}
