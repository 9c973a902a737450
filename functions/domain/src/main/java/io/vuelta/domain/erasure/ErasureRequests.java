package io.vuelta.domain.erasure;

import java.time.Duration;

/** Queue that continues an erasure; delivered at least once. */
public interface ErasureRequests {
    /**
     * Sends a message that continues the erasure.
     *
     * @param delay time until its delivery, in whole seconds, at most 15 minutes
     */
    void send(ErasureId id, Duration delay);
}
