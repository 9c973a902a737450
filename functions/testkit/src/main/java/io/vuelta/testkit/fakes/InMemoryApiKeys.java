package io.vuelta.testkit.fakes;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** API keys in memory. */
public final class InMemoryApiKeys implements ApiKeys {
    private final Map<String, ApiKey> keys = new TreeMap<>();
    private volatile Faults faults = Faults.NONE;
    private int reads;
    private int uses;

    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public synchronized boolean create(ApiKey key) {
        faults.before("apiKeys.create");
        ApiKey there = keys.putIfAbsent(key.id(), key);
        return there == null || there.hash().equals(key.hash());
    }

    @Override
    public synchronized Optional<ApiKey> find(String id) {
        faults.before("apiKeys.find");
        reads++;
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized List<ApiKey> all() {
        faults.before("apiKeys.all");
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized boolean revoke(String id) {
        faults.before("apiKeys.revoke");
        return keys.remove(id) != null;
    }

    @Override
    public synchronized void used(String id, Instant hour) {
        faults.before("apiKeys.used");
        ApiKey there = keys.get(id);
        if (there != null && (there.lastUsedAt() == null || there.lastUsedAt().isBefore(hour))) {
            keys.put(id, there.usedAt(hour));
            uses++;
        }
    }

    /** How many times a key was read. */
    public synchronized int reads() {
        return reads;
    }

    /** How many times a use was written. */
    public synchronized int uses() {
        return uses;
    }
}
