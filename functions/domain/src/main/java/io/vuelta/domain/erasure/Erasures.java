package io.vuelta.domain.erasure;

import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Store of the erasures, with their positions and receipts. */
public interface Erasures {
    /** Stores a new erasure (version 0). */
    void create(Erasure erasure);

    /** The erasure; empty if it does not exist. Strongly consistent. */
    Optional<Erasure> find(ErasureId id);

    /**
     * The erasures of this person, in any form of the number, that are not done: they run, or they failed. Eventually
     * consistent.
     */
    List<ErasureId> notDone(PhoneNumber number);

    /**
     * Stores the progress of an erasure.
     *
     * @param next has the version that was read
     * @return false if another process has continued it since; then nothing is changed
     */
    boolean save(Erasure next);
}
