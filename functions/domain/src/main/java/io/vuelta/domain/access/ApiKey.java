package io.vuelta.domain.access;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: without its secret.
 *
 * @param id 16 hex digits
 * @param name the name that its owner gave it, 1 to {@value #MAX_NAME_LENGTH} characters
 * @param hash SHA-256 of the key's whole text, in hex
 * @param lastUsedAt the hour in which it was last used, or its creation if it was created in this hour; null before its
 *     first use
 */
public record ApiKey(
        String id,
        String name,
        Scope scope,
        String hash,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    public static final int MAX_NAME_LENGTH = 64;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        if (!isId(id) || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not an id, or not a hash");
        }
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("a name has 1 to " + MAX_NAME_LENGTH + " characters");
        }
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public ApiKey usedAt(Instant hour) {
        return new ApiKey(id, name, scope, hash, createdAt, hour);
    }
}
