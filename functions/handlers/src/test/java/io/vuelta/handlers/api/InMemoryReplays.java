package io.vuelta.handlers.api;

import io.vuelta.domain.access.IdempotencyStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class InMemoryReplays implements IdempotencyStore {
    private final Map<String, Entry> entries = new HashMap<>();

    @Override
    public Optional<Kept> keep(String key, String request, Instant now, Instant lapses) {
        Entry entry = entries.get(key);
        if (entry != null && now.isBefore(entry.until())) {
            return Optional.of(entry.kept());
        }
        entries.put(key, new Entry(new Kept(request, null), lapses));
        return Optional.empty();
    }

    @Override
    public void answered(String key, String request, Answered answer, Instant expires) {
        entries.put(key, new Entry(new Kept(request, answer), expires));
    }

    @Override
    public void free(String key) {
        entries.remove(key);
    }

    private record Entry(Kept kept, Instant until) {}
}
