package io.vuelta.domain.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key may do. Each scope includes those before it. */
public enum Scope {
    /** See everything but secrets. */
    READ,
    /** Create, change, start and stop. */
    WRITE,
    /** Manage API keys and the endpoints that events are posted to. */
    ADMIN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String wire) {
        return Arrays.stream(values())
                .filter(scope -> scope.wire().equals(wire))
                .findFirst();
    }

    /** Whether a key of this scope may do what needs the other. */
    public boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
