package io.vuelta.domain.line;

import java.util.Optional;
import java.util.stream.Stream;

/** Whether a line's provider is asked to find out who answers its calls. */
public enum MachineDetection {
    /** It is not: who answered stays unknown, and the provider charges nothing for it. */
    OFF("off"),
    /** The result is reported as soon as it is known. */
    FAST("fast"),
    /** A person as soon as it can be said, and a machine once its greeting is over. */
    UNTIL_BEEP("until_beep");

    private final String wire;

    MachineDetection(String wire) {
        this.wire = wire;
    }

    /** The value in the API. */
    public String wire() {
        return wire;
    }

    /** Empty for any other word. */
    public static Optional<MachineDetection> ofWire(String value) {
        return Stream.of(values()).filter(one -> one.wire.equals(value)).findFirst();
    }
}
