package io.vuelta.testkit.fakes;

import static java.util.Objects.requireNonNull;

import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The change stream of an {@link InMemoryStore}: every write of a contact or earlier attempt, in a few shards. Readers
 * get the changes of a shard in their order, and may get them late, repeated and in other batches.
 */
public final class InMemoryChanges {
    private static final int SHARDS = 4;

    private final Map<String, Shard> shards = new LinkedHashMap<>();
    private int generation;
    private long sequence;

    /** The changes of one shard, and the position up to which they have been read. */
    private static final class Shard {
        final List<Change> changes = new ArrayList<>();
        int read;

        boolean isReadToTheEnd() {
            return read == changes.size();
        }
    }

    /** One read of a shard. */
    private record Read(String shard, List<Change> changes) {}

    synchronized void add(String key, Function<String, ? extends Change> change) {
        String shard = "shard-" + generation + "-" + Math.floorMod((key + generation).hashCode(), SHARDS);
        // Not every number is one of this table's.
        sequence += 1 + sequence % 3;
        shards.computeIfAbsent(shard, _ -> new Shard())
                .changes
                .add(change.apply(("%0" + Tally.SEQUENCE_DIGITS + "d").formatted(sequence)));
    }

    /** From now on the changes go to other shards: one shard may be divided into several, and several may be merged. */
    public synchronized void reshard() {
        generation++;
    }

    /** All changes so far, by shard and in order. */
    public synchronized Map<String, List<Change>> all() {
        Map<String, List<Change>> all = new LinkedHashMap<>();
        shards.forEach((name, shard) -> all.put(name, List.copyOf(shard.changes)));
        return all;
    }

    /** Whether there are changes that were not read yet. */
    public synchronized boolean isBehind() {
        return shards.values().stream().anyMatch(shard -> !shard.isReadToTheEnd());
    }

    /** Reads all changes that were not read yet, once, shard by shard. */
    public void drain(BiConsumer<String, List<Change>> reader) {
        for (String name : names()) {
            Read read = next(name, Integer.MAX_VALUE);
            if (!read.changes().isEmpty()) {
                reader.accept(name, read.changes());
                moveOn(name, read.changes().size());
            }
        }
    }

    /**
     * Reads unread changes of one shard, as the service may do in the worst case: of any length, perhaps after old
     * changes that are repeated, perhaps repeated because the reader seems to have failed. If the reader throws, the
     * same changes are read again later.
     */
    public void readSome(Random random, BiConsumer<String, List<Change>> reader) {
        List<String> behind = behind();
        if (behind.isEmpty()) {
            return;
        }
        String name = behind.get(random.nextInt(behind.size()));
        if (random.nextInt(4) == 0) {
            reader.accept(name, again(name, random));
        }
        Read read = next(name, 1 + random.nextInt(12));
        reader.accept(name, read.changes());
        if (random.nextInt(4) > 0) {
            moveOn(name, read.changes().size());
        }
    }

    private synchronized List<String> names() {
        return List.copyOf(shards.keySet());
    }

    private synchronized List<String> behind() {
        return shards.entrySet().stream()
                .filter(entry -> !entry.getValue().isReadToTheEnd())
                .map(Map.Entry::getKey)
                .toList();
    }

    private synchronized Read next(String name, int most) {
        Shard shard = shard(name);
        int to = (int) Math.min(shard.changes.size(), (long) shard.read + most);
        return new Read(name, List.copyOf(shard.changes.subList(shard.read, to)));
    }

    /** Some changes of the shard that were already read; empty if there are none. */
    private synchronized List<Change> again(String name, Random random) {
        Shard shard = shard(name);
        int from = random.nextInt(shard.read + 1);
        int to = from + random.nextInt(shard.read - from + 1);
        return List.copyOf(shard.changes.subList(from, to));
    }

    private synchronized void moveOn(String name, int by) {
        shard(name).read += by;
    }

    private Shard shard(String name) {
        return requireNonNull(shards.get(name));
    }
}
