package io.vuelta.domain.access;

/**
 * Who sends a request.
 *
 * @param keyId of the API key; {@value #FIRST} for the one made at deployment
 * @param name of the API key
 */
public record Caller(String keyId, String name, Scope scope) {
    /** In the place of an id. */
    public static final String FIRST = "first";

    static final Caller OF_FIRST_KEY = new Caller(FIRST, "first key", Scope.ADMIN);
}
