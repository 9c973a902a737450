package io.vuelta.domain.line;

import java.util.Map;

/** The providers' credentials, by the names of secrets that lines have. */
public interface Secrets {
    /**
     * The secret's fields. They may be a few minutes old.
     *
     * @throws SecretUnavailable if the secret cannot be read, or is not a JSON object of texts
     */
    Map<String, String> find(String name);

    /**
     * The secret, at most a few seconds old. For code that finds that a signature does not match, because the secret
     * may have been replaced.
     *
     * @throws SecretUnavailable as {@link #find}
     */
    default Map<String, String> findAgain(String name) {
        return find(name);
    }

    /** The secret cannot be read. The message has its name and the reason, never its content. */
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
