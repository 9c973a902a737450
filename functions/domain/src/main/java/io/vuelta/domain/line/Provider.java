package io.vuelta.domain.line;

import io.vuelta.domain.text.WireName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that places the calls, or sends the messages, of a line. Its {@link #wire()} is its name in the API, in stored
 * lines and in the addresses of webhooks.
 */
public enum Provider implements WireName {
    TWILIO,
    /** Any runtime of an agent that implements our signed contract. */
    AGENT,
    RETELL,
    VAPI,
    ELEVENLABS,
    WHATSAPP;

    /** The provider with this name; empty for any other name. */
    public static Optional<Provider> ofWire(String value) {
        return WireName.find(values(), value);
    }

    /** The providers of a channel, in the order in which messages list them. */
    public static List<Provider> of(Channel channel) {
        return Stream.of(values()).filter(one -> one.channel() == channel).toList();
    }

    /** How its lines reach people. */
    public Channel channel() {
        return switch (this) {
            case TWILIO, AGENT, RETELL, VAPI, ELEVENLABS -> Channel.PHONE_CALL;
            case WHATSAPP -> Channel.WHATSAPP;
        };
    }

    /**
     * Whether its lines may specify how an answered call is connected to the agent, and how machines are detected. The
     * other providers of calls decide both themselves.
     */
    public boolean mayHaveConnection() {
        return switch (this) {
            case TWILIO -> true;
            case AGENT, RETELL, VAPI, ELEVENLABS, WHATSAPP -> false;
        };
    }
}
