package io.vuelta.domain.price;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The category by which WhatsApp charges a message; {@link #wire} is its name in the API. */
public enum MessageCategory {
    MARKETING,
    UTILITY,
    AUTHENTICATION,
    SERVICE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category with this name, in capitals or small letters; empty for an unknown category. */
    public static Optional<MessageCategory> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(category -> category.wire().equals(wire.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
