package io.vuelta.domain.erasure;

import java.time.Duration;

/** Queue that continues an erasure; delivered at least once. */
public interface ErasureRequests {
    /**
     * Sends it.
     *
     * @param delay until it is delivered, in seconds of at most 15 minutes
     */
    void send(ErasureId id, Duration delay);
}
