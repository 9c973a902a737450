package io.vuelta.domain.attempt;

import java.util.Locale;

/** Who answered a call: a human, a machine, or unknown. */
public enum AnsweredBy {
    HUMAN,
    MACHINE,
    /** It could not be determined who answered. */
    UNKNOWN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
