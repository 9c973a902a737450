package io.vuelta.domain.attempt;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** Who answered a call: a human, a machine, or unknown. */
public enum AnsweredBy implements WireName {
    HUMAN,
    MACHINE,
    /** It could not be determined who answered. */
    UNKNOWN;

    public static Optional<AnsweredBy> ofWire(String wire) {
        return WireName.find(values(), wire);
    }
}
