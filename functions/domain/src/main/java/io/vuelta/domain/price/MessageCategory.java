package io.vuelta.domain.price;

import io.vuelta.domain.text.WireName;
import java.util.Locale;
import java.util.Optional;

/** The category by which WhatsApp charges a message; {@link #wire} is its name in the API. */
public enum MessageCategory implements WireName {
    MARKETING,
    UTILITY,
    AUTHENTICATION,
    SERVICE;

    /** The category with this name, in capitals or small letters; empty for an unknown category. */
    public static Optional<MessageCategory> ofWire(String wire) {
        return WireName.find(values(), wire.toLowerCase(Locale.ROOT));
    }
}
