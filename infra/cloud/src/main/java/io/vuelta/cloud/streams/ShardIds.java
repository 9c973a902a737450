package io.vuelta.cloud.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Spreads a stream over shards by its records' partition keys. A shard's id depends only on its number, so that it is
 * the same after a restart; so is the sequence number at which a shard is split, if it is. The items of one partition
 * key may be in both children of a split, as on AWS.
 */
final class ShardIds {
    private static final long FIRST = 1_564_000_000_000L;

    private final StreamSettings settings;
    private final List<OptionalLong> splits = new ArrayList<>();

    ShardIds(StreamSettings settings) {
        this.settings = settings;
        for (int bucket = 0; bucket < settings.shards(); bucket++) {
            splits.add(Misbehaviour.splitAt(settings.misbehaviour(), bucket));
        }
    }

    /** A shard, and its parent, which must be finished before it begins; empty for none. */
    record Shard(String id, String parent) {}

    List<Shard> all() {
        var all = new ArrayList<Shard>();
        for (int bucket = 0; bucket < settings.shards(); bucket++) {
            all.add(new Shard(root(bucket), ""));
        }
        for (int bucket = 0; bucket < settings.shards(); bucket++) {
            if (splits.get(bucket).isPresent()) {
                all.add(new Shard(child(bucket, 0), root(bucket)));
                all.add(new Shard(child(bucket, 1), root(bucket)));
            }
        }
        return all;
    }

    String of(ChangeRecord record) {
        int bucket = (int) (hash(record.partitionKey()) % settings.shards());
        OptionalLong split = splits.get(bucket);
        return split.isPresent() && record.sequence() >= split.getAsLong()
                ? child(bucket, (int) (hash(record.itemKey()) % 2))
                : root(bucket);
    }

    private static String root(int bucket) {
        return id(bucket);
    }

    private String child(int bucket, int half) {
        return id(settings.shards() + 2L * bucket + half);
    }

    private static String id(long place) {
        return String.format(Locale.ROOT, "shardId-%020d-%08x", FIRST + place, hash("shard " + place));
    }

    private static long hash(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
