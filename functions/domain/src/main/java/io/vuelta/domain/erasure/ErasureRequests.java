package io.vuelta.domain.erasure;

import java.time.Duration;

/** Where an erasure is sent to be gone on with; delivered at least once. */
public interface ErasureRequests {
    /**
     * Sends it.
     *
     * @param delay until it is delivered, in seconds of at most 15 minutes
     */
    void send(ErasureId id, Duration delay);
}
