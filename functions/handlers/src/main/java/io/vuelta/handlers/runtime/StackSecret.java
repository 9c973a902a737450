package io.vuelta.handlers.runtime;

import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.store.StoreBusy;

/**
 * A secret that was made when the system was deployed.
 *
 * @param name the name of the secret in Secrets Manager
 * @param field the field of the secret's JSON that contains the text
 */
public record StackSecret(Secrets secrets, String name, String field) {
    /**
     * The text of the secret. It may be a few minutes old.
     *
     * @throws StoreBusy if it cannot be read now
     */
    public String text() {
        String text;
        try {
            text = secrets.find(name).getOrDefault(field, "");
        } catch (Secrets.SecretUnavailable e) {
            throw new StoreBusy("a secret of the system cannot be read", e);
        }
        if (text.isBlank()) {
            throw new StoreBusy(
                    "a secret of the system is empty", new IllegalStateException(name + " has no " + field));
        }
        return text;
    }
}
