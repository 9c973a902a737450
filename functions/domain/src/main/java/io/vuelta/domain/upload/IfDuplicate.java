package io.vuelta.domain.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a contact is handled that is already in the campaign and is sent again. */
public enum IfDuplicate {
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

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value with this name in the API; empty for any other name. */
    public static Optional<IfDuplicate> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(value -> value.wire().equals(wire))
                .findFirst();
    }
}
