package io.vuelta.domain.access;

import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the owner of a request's API key. A key that was found is not read again for {@link #KEPT}; during this time a
 * revoked key can still be used. At most {@link ApiKeys#MAX_KEYS} are remembered.
 */
public final class KeyRing {
    /** How long a key is cached. */
    public static final Duration KEPT = Duration.ofSeconds(5);

    private final ApiKeys keys;
    private final FirstKey first;
    private final InstantSource clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    public KeyRing(ApiKeys keys, FirstKey first, InstantSource clock) {
        this.keys = keys;
        this.first = first;
        this.clock = clock;
    }

    /**
     * The owner of this key; empty if the key is unknown. Stores the key's use once an hour.
     *
     * @param text as the client sent it
     */
    public Optional<Caller> identify(String text) {
        Optional<String> id = KeyText.id(text);
        if (id.isEmpty()) {
            return KeyText.isSame(text, first.text()) ? Optional.of(Caller.OF_FIRST_KEY) : Optional.empty();
        }
        return find(id.get())
                .filter(key -> KeyText.isSame(KeyText.hash(text), key.hash()))
                .map(key -> {
                    noteUse(key);
                    return new Caller(key.id(), key.name(), key.scope());
                });
    }

    private Optional<ApiKey> find(String id) {
        Instant now = clock.instant();
        Remembered known = remembered.get(id);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.key());
        }
        Optional<ApiKey> found = keys.find(id);
        if (found.isEmpty()) {
            remembered.remove(id);
        } else {
            remember(found.get(), now.plus(KEPT));
        }
        return found;
    }

    private void remember(ApiKey key, Instant until) {
        if (remembered.size() >= ApiKeys.MAX_KEYS) {
            remembered.clear();
        }
        remembered.put(key.id(), new Remembered(key, until));
    }

    private void noteUse(ApiKey key) {
        Instant hour = latest(clock.instant().truncatedTo(ChronoUnit.HOURS), key.createdAt());
        Instant last = key.lastUsedAt();
        if (last != null && !last.isBefore(hour)) {
            return;
        }
        try {
            keys.used(key.id(), hour);
            remembered.computeIfPresent(key.id(), (_, known) -> new Remembered(key.usedAt(hour), known.until()));
        } catch (StoreBusy _) {
            // The request must not fail because its use cannot be stored: the next request stores it.
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private record Remembered(ApiKey key, Instant until) {}
}
