package io.vuelta.domain.access;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Creates API keys. */
public final class IssueApiKey {
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    /** Number of random bytes for a key. */
    public static final int RANDOM_BYTES = ID_BYTES + SECRET_BYTES;

    private final ApiKeys keys;
    private final InstantSource clock;

    public IssueApiKey(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A created key, and its text, which is not stored anywhere. */
    public record Issued(ApiKey key, String text) {}

    /**
     * Creates a key. The same bytes give the same key.
     *
     * @param random {@value #RANDOM_BYTES} bytes, of which the first become the id, and the others the secret
     * @return empty if {@link ApiKeys#MAX_KEYS} keys exist already
     */
    public Optional<Issued> apply(byte[] random, String name, Scope scope) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a key is made of " + RANDOM_BYTES + " bytes");
        }
        String id = HexFormat.of().formatHex(random, 0, ID_BYTES);
        byte[] secret = Arrays.copyOfRange(random, ID_BYTES, RANDOM_BYTES);
        List<String> there = keys.all().stream().map(ApiKey::id).toList();
        if (there.size() >= ApiKeys.MAX_KEYS && !there.contains(id)) {
            return Optional.empty();
        }
        String text = KeyText.of(id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        ApiKey key = new ApiKey(id, name, scope, KeyText.hash(text), clock.instant(), null);
        if (!keys.create(key)) {
            throw new IllegalStateException("another key has the id " + id);
        }
        return Optional.of(new Issued(key, text));
    }
}
