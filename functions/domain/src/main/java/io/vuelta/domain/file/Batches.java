package io.vuelta.domain.file;

import java.util.List;

/** Queue of the batches to load; delivered at least once, in any order. */
public interface Batches {
    /**
     * Sends all of these, and returns when the queue has accepted each.
     *
     * @throws RuntimeException if a batch was not accepted; others may have been accepted
     */
    void send(List<Batch> batches);

    /** Sends a page of contacts to copy to the same queue. */
    void send(CopyPage page);
}
