package io.vuelta.domain.file;

import java.util.List;

/** Queue of the batches to load; delivered at least once, in any order. */
public interface Batches {
    /**
     * Sends all of these, and returns when the queue has accepted each.
     *
     * @throws RuntimeException if one was not; others of them may have been
     */
    void send(List<Batch> batches);

    /** A page of contacts to be copied, on the same way. */
    void send(CopyPage page);
}
