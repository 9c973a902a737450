package io.vuelta.domain.erasure;

import java.util.Optional;

/** Store of the erasures, with their positions and receipts. */
public interface Erasures {
    /** Stores a new erasure (version 0). */
    void create(Erasure erasure);

    /** The erasure; empty if it does not exist. Strongly consistent. */
    Optional<Erasure> find(ErasureId id);

    /**
     * Stores the progress of an erasure.
     *
     * @param next has the version that was read
     * @return false if another process has continued it since; then nothing is changed
     */
    boolean save(Erasure next);
}
