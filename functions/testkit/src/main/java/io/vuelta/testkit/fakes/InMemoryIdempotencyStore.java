package io.vuelta.testkit.fakes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vuelta.domain.access.IdempotencyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Idempotency keys in memory. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {
    private final Map<String, Entry> entries = new HashMap<>();

    @Override
    public synchronized Taken take(String key, String request, Instant now, Instant lease, Instant expires) {
        Entry there = entries.get(key);
        if (there == null || !there.expires().isAfter(now)) {
            entries.put(key, new Entry(request, now, lease, expires, null));
            return new Taken.Ours(now, false);
        }
        if (!there.request().equals(request)) {
            return new Taken.OtherRequest();
        }
        if (there.answer() != null) {
            return new Taken.Answered(there.answer());
        }
        if (there.lease().isAfter(now)) {
            return new Taken.UnderWay(there.lease());
        }
        entries.put(key, new Entry(request, there.began(), lease, there.expires(), null));
        return new Taken.Ours(there.began(), true);
    }

    @Override
    public synchronized void answered(String key, Answer answer) {
        entries.computeIfPresent(
                key, (_, there) -> new Entry(there.request(), there.began(), Instant.EPOCH, there.expires(), answer));
    }

    @Override
    public synchronized void release(String key) {
        entries.computeIfPresent(
                key, (_, there) -> new Entry(there.request(), there.began(), Instant.EPOCH, there.expires(), null));
    }

    @Override
    public synchronized void free(String key) {
        entries.remove(key);
    }

    /** The stored responses, byte for byte. */
    public synchronized List<String> bodies() {
        return entries.values().stream()
                .map(Entry::answer)
                .filter(Objects::nonNull)
                .map(answer -> new String(answer.body(), ISO_8859_1))
                .toList();
    }

    private record Entry(
            String request,
            Instant began,
            Instant lease,
            Instant expires,
            @Nullable Answer answer) {}
}
