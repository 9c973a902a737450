package io.vuelta.domain.line;

import java.util.Map;

/** The providers' credentials, by the name that a line gives. */
public interface Secrets {
    /**
     * The secret's fields. May be a few minutes old.
     *
     * @throws SecretUnavailable if it cannot be read, or is not a JSON object of texts
     */
    Map<String, String> find(String name);

    /**
     * The secret as it is now, or was a few seconds ago: for code that finds that a signature does not match, because
     * the secret may have been replaced.
     *
     * @throws SecretUnavailable as {@link #find}
     */
    default Map<String, String> findAgain(String name) {
        return find(name);
    }

    /** The secret cannot be read; the message says which and why, never what is in it. */
    final class SecretUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public SecretUnavailable(String message, Throwable cause) {
            super(message, cause);
        }

        public SecretUnavailable(String message) {
            super(message);
        }
    }
}
