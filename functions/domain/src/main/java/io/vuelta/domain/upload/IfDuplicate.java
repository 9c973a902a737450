package io.vuelta.domain.upload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of somebody who is in the campaign already, and is given again. */
public enum IfDuplicate {
    /** What is known of them stays. */
    SKIP,
    /** What was given before is overwritten; how far the campaign has come with them stays. */
    UPDATE;

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
