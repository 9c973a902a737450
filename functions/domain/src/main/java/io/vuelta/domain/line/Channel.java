package io.vuelta.domain.line;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a line reaches people; {@link #wire} is its name in the API, where it is the integration's type. */
public enum Channel {
    PHONE_CALL,
    WHATSAPP;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Channel> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(channel -> channel.wire().equals(wire))
                .findFirst();
    }
}
