package io.vuelta.domain.line;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** How a line reaches people; {@link #wire} is its name in the API, where it is the integration's type. */
public enum Channel implements WireName {
    PHONE_CALL,
    WHATSAPP;

    public static Optional<Channel> ofWire(String wire) {
        return WireName.find(values(), wire);
    }
}
