package io.vuelta.domain.campaign;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** The reaction to a machine that has answered a call, e.g. voicemail. */
public enum OnMachine implements WireName {
    /** The agent talks to the machine. */
    CONTINUE("continue"),
    /** The call is hung up as soon as the provider reports that a machine answered. */
    HANG_UP("hang_up"),
    /** A message of the campaign is read out after the machine's greeting; then the call is hung up. */
    MESSAGE("message");

    private final String wire;

    OnMachine(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    /** The value with this name in the API; empty for any other name. */
    public static Optional<OnMachine> ofWire(String value) {
        return WireName.find(values(), value);
    }
}
