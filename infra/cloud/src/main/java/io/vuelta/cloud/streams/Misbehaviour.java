package io.vuelta.cloud.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Disturbances that AWS permits in a stream's delivery, by a seed: a batch is late, is divided differently, or is
 * delivered again after later ones. A record's first delivery keeps its place in its shard: AWS processes only repeated
 * records out of order.
 */
final class Misbehaviour {
    private static final int MAX_LATE_MILLIS = 300;
    private static final int MAX_SPLIT_AT = 200;
    /** Maximum distance of a repeated record, in records. */
    private static final int MEMORY = 50;

    private final Random random;
    private final Deque<ChangeRecord> delivered = new ArrayDeque<>();

    Misbehaviour(long seed, String shardId) {
        this.random = new Random(seed * 31 + shardId.hashCode());
    }

    /** The first sequence number that goes to the children of a bucket's shard; the same after each restart. */
    static OptionalLong splitAt(OptionalLong seed, int bucket) {
        return seed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(1 + new Random(seed.getAsLong() * 31 + bucket).nextInt(MAX_SPLIT_AT));
    }

    int batchSize(int most) {
        return random.nextBoolean() ? most : 1 + random.nextInt(most);
    }

    Duration late() {
        return random.nextInt(8) == 0 ? Duration.ofMillis(random.nextInt(MAX_LATE_MILLIS)) : Duration.ZERO;
    }

    /** Records to deliver again after a finished batch; mostly none. */
    List<ChangeRecord> again(List<ChangeRecord> done) {
        delivered.addAll(done);
        while (delivered.size() > MEMORY) {
            delivered.removeFirst();
        }
        if (delivered.isEmpty() || random.nextInt(4) != 0) {
            return List.of();
        }
        var all = new ArrayList<>(delivered);
        int from = random.nextInt(all.size());
        int to = from + 1 + random.nextInt(all.size() - from);
        return List.copyOf(all.subList(from, to));
    }
}
