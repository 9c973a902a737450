package io.vuelta.domain.access;

/**
 * The sender of a request.
 *
 * @param keyId the id of the API key; {@value #FIRST} for the key that the deployment creates
 * @param name the name of the API key
 */
public record Caller(String keyId, String name, Scope scope) {
    /** The {@code keyId} of the key that the deployment creates. */
    public static final String FIRST = "first";

    static final Caller OF_FIRST_KEY = new Caller(FIRST, "first key", Scope.ADMIN);
}
