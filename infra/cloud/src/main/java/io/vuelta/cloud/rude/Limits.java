package io.vuelta.cloud.rude;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * AWS's limits of a partition, for each partition key value of a table and of each index: 1,000 write units and 3,000
 * read units a second, with a burst of one second. The units of a request are known only afterwards, so one request may
 * overdraw a bucket; the next ones are refused until the bucket has filled again.
 */
final class Limits {
    static final double WRITES_PER_SECOND = 1000;
    static final double READS_PER_SECOND = 3000;

    private final LongSupplier nanoTime;
    private final Map<Partition, Buckets> buckets = new ConcurrentHashMap<>();

    Limits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean allows(Partition place, boolean write) {
        return bucket(place, write).level(nanoTime.getAsLong()) > 0;
    }

    void consumed(Partition place, boolean write, double units) {
        bucket(place, write).take(nanoTime.getAsLong(), units);
    }

    private Bucket bucket(Partition place, boolean write) {
        Buckets both = buckets.computeIfAbsent(place, _ -> new Buckets(nanoTime.getAsLong()));
        return write ? both.writes : both.reads;
    }

    private static final class Buckets {
        private final Bucket writes;
        private final Bucket reads;

        private Buckets(long now) {
            this.writes = new Bucket(WRITES_PER_SECOND, now);
            this.reads = new Bucket(READS_PER_SECOND, now);
        }
    }

    private static final class Bucket {
        private final double perSecond;
        private double level;
        private long filledAt;

        private Bucket(double perSecond, long now) {
            this.perSecond = perSecond;
            this.level = perSecond;
            this.filledAt = now;
        }

        private synchronized double level(long now) {
            level = Math.min(perSecond, level + (now - filledAt) / 1e9 * perSecond);
            filledAt = now;
            return level;
        }

        private synchronized void take(long now, double units) {
            level = level(now) - units;
        }
    }
}
