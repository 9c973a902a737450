package io.vuelta.domain.upload;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** How a contact is handled that is already in the campaign and is sent again. */
public enum IfDuplicate implements WireName {
    /** Its data does not change. */
    SKIP,
    /** Its data is overwritten; its status and attempts do not change. */
    UPDATE,
    /**
     * Its data is overwritten, and it is tried again with its retries from 0; this does not apply to contacts that are
     * converted, rejected, skipped or suppressed, or have an attempt under way.
     */
    REQUEUE;

    /** Whether the data is overwritten. */
    public boolean overwrites() {
        return this != SKIP;
    }

    /** The value with this name in the API; empty for any other name. */
    public static Optional<IfDuplicate> ofWire(String wire) {
        return WireName.find(values(), wire);
    }
}
