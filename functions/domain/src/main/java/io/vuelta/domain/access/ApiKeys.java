package io.vuelta.domain.access;

/** The keys that may use the API. */
public interface ApiKeys {
    /**
     * Whether the key has been issued and not taken back.
     *
     * @param key as the client sent it; it is kept hashed only
     */
    boolean known(String key);
}
