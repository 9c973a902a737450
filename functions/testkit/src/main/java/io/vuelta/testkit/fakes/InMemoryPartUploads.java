package io.vuelta.testkit.fakes;

import static java.util.Objects.requireNonNull;

import io.vuelta.domain.upload.PartUploads;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Uploads in parts, in memory; only the sizes are stored, and {@link #send} sends a part. */
public final class InMemoryPartUploads implements PartUploads {
    public static final Instant EXPIRES = Instant.parse("2026-03-02T16:00:00Z");

    private final Map<String, Set<Integer>> sent = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Set<String> objects = new TreeSet<>();

    @Override
    public synchronized Begun begin(String key, String contentType, long size) {
        String id = "parts-" + keys.size();
        keys.put(id, key);
        sent.put(id, new TreeSet<>());
        List<Part> parts = IntStream.rangeClosed(1, PartUploads.count(size))
                .mapToObj(number -> new Part(
                        number,
                        PartUploads.sizeOf(number, size),
                        URI.create("https://bucket.example/" + key + "?part=" + number)))
                .toList();
        return new Begun(id, parts, EXPIRES);
    }

    /** Sends a part as a client would. */
    public synchronized void send(String id, int number) {
        requireNonNull(sent.get(id), id).add(number);
    }

    /** The effect of the bucket's rule on parts that have waited too long. */
    public synchronized void remove(String id) {
        sent.remove(id);
    }

    @Override
    public synchronized Completed complete(String key, String id, long size) {
        Set<Integer> there = sent.get(id);
        if (there == null || !key.equals(keys.get(id))) {
            return objects.contains(key) ? new Completed.Done() : new Completed.Aborted();
        }
        List<Integer> missing = IntStream.rangeClosed(1, PartUploads.count(size))
                .boxed()
                .filter(number -> !there.contains(number))
                .toList();
        if (!missing.isEmpty()) {
            return new Completed.Missing(missing);
        }
        sent.remove(id);
        objects.add(key);
        return new Completed.Done();
    }
}
