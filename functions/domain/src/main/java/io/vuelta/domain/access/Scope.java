package io.vuelta.domain.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of an API key. Each scope includes the scopes before it. */
public enum Scope {
    /** Read everything except secrets. */
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

    /** Whether a key of this scope has the rights of the other scope. */
    public boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
