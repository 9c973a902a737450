package io.vuelta.domain.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of somebody who is in the campaign already, and is given again. */
public enum IfDuplicate {
    /** What is known of them stays. */
    SKIP,
    /** What was given before is overwritten; how far the campaign has come with them stays. */
    UPDATE,
    /**
     * The same, and they are tried again, their retries starting from 0. Not who is converted, has said no, was taken out by
     * hand, must not be contacted, or is being tried at this moment.
     */
    REQUEUE;

    /** Whether what was given before is overwritten. */
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
