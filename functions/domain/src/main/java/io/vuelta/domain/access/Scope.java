package io.vuelta.domain.access;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** The rights of an API key. Each scope includes the scopes before it. */
public enum Scope implements WireName {
    /** Read everything except secrets. */
    READ,
    /** Create, change, start and stop. */
    WRITE,
    /** Manage API keys and the endpoints that events are posted to. */
    ADMIN;

    public static Optional<Scope> of(String wire) {
        return WireName.find(values(), wire);
    }

    /** Whether a key of this scope has the rights of the other scope. */
    public boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
