package io.vuelta.domain.erasure;

import java.util.Optional;

/** Store of the erasures, with their positions and receipts. */
public interface Erasures {
    /** Keeps a new erasure (version 0). */
    void create(Erasure erasure);

    /** Strongly consistent. */
    Optional<Erasure> find(ErasureId id);

    /**
     * Keeps how far an erasure has come.
     *
     * @param next carries the version that was read
     * @return false if another process has continued it since; nothing is changed then
     */
    boolean save(Erasure next);
}
