package io.vuelta.domain.access;

/**
 * The sender of a request.
 *
 * @param keyId of the API key; {@value #FIRST} for the key that the deployment creates
 * @param name of the API key
 */
public record Caller(String keyId, String name, Scope scope) {
    /** In the place of an id. */
    public static final String FIRST = "first";

    static final Caller OF_FIRST_KEY = new Caller(FIRST, "first key", Scope.ADMIN);
}
