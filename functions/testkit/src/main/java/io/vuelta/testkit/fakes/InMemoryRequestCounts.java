package io.vuelta.testkit.fakes;

import io.vuelta.domain.access.RequestCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Counts of requests in memory. */
public final class InMemoryRequestCounts implements RequestCounts {
    private final Map<String, Integer> counts = new HashMap<>();
    private int writes;

    @Override
    public synchronized OptionalInt add(String keyId, long second, int limit) {
        writes++;
        String key = keyId + "/" + second;
        int count = counts.getOrDefault(key, 0);
        if (count >= limit) {
            return OptionalInt.empty();
        }
        counts.put(key, count + 1);
        return OptionalInt.of(count + 1);
    }

    /** How many times a request was counted or refused: each needs a write. */
    public synchronized int writes() {
        return writes;
    }
}
