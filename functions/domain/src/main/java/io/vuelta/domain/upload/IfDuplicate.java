package io.vuelta.domain.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a contact is handled that is sent again although it is in the campaign already. */
public enum IfDuplicate {
    /** Its data does not change. */
    SKIP,
    /** Its data is overwritten; its status and attempts do not change. */
    UPDATE,
    /**
     * Its data is overwritten, and it is tried again with its retries from 0; not if it is converted, rejected, skipped
     * or suppressed, or is being tried at this moment.
     */
    REQUEUE;

    /** Whether the data is overwritten. */
    public boolean overwrites() {
        return this != SKIP;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is none of these. */
    public static Optional<IfDuplicate> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(value -> value.wire().equals(wire))
                .findFirst();
    }
}
