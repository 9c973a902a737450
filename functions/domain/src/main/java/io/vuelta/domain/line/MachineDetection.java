package io.vuelta.domain.line;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** Whether, and how, a line's provider detects who answers its calls. */
public enum MachineDetection implements WireName {
    /** No detection: it stays unknown who answered, and the provider charges nothing for detection. */
    OFF("off"),
    /** The result is reported as soon as it is known. */
    FAST("fast"),
    /** A person is reported as soon as it is known, and a machine after its greeting. */
    UNTIL_BEEP("until_beep");

    private final String wire;

    MachineDetection(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    /** The value with this name in the API; empty for any other name. */
    public static Optional<MachineDetection> ofWire(String value) {
        return WireName.find(values(), value);
    }
}
