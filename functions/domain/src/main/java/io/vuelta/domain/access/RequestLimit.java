package io.vuelta.domain.access;

import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the requests of an API key in each second of the clock, over all instances of the function. Each permitted
 * request is one write. When an instance has read that the limit is reached, it refuses further requests of that second
 * without another write.
 */
public final class RequestLimit {
    /** More keys than can exist, including the key of the deployment. */
    private static final int MAX_REMEMBERED = 2 * ApiKeys.MAX_KEYS;

    private final RequestCounts counts;
    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Long> full = new ConcurrentHashMap<>();

    public RequestLimit(RequestCounts counts, int perSecond, InstantSource clock) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("at least one request a second, not " + perSecond);
        }
        this.counts = counts;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    public int perSecond() {
        return perSecond;
    }

    /** Whether a request of this key is permitted now; if not, it is permitted in the next second. */
    public boolean admits(String keyId) {
        long second = clock.instant().getEpochSecond();
        Long known = full.get(keyId);
        if (known != null && known == second) {
            return false;
        }
        OptionalInt counted = counts.add(keyId, second, perSecond);
        if (counted.isEmpty() || counted.getAsInt() >= perSecond) {
            remember(keyId, second);
        }
        return counted.isPresent();
    }

    private void remember(String keyId, long second) {
        if (full.size() >= MAX_REMEMBERED) {
            full.clear();
        }
        full.put(keyId, second);
    }
}
