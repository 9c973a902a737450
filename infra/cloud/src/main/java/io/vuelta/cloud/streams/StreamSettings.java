package io.vuelta.cloud.streams;

import java.util.OptionalLong;

/**
 * The settings with which functions receive tables' streams.
 *
 * @param shards the number of shards into which a stream is divided by its records' partition keys; DynamoDB Local
 *     itself has one
 * @param misbehaviour the seed of disturbances that AWS permits: batches that are late, divided differently or
 *     repeated, and shards that are split within a partition key; empty for none
 */
public record StreamSettings(int shards, OptionalLong misbehaviour) {
    /** The number of shards of a new table on AWS. */
    public static final StreamSettings DEFAULT = new StreamSettings(4, OptionalLong.empty());

    public static final int MAX_SHARDS = 64;

    public StreamSettings {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException("Shards must be from 1 to " + MAX_SHARDS + ", not " + shards);
        }
    }

    public StreamSettings withShards(int number) {
        return new StreamSettings(number, misbehaviour);
    }

    public StreamSettings withMisbehaviour(long seed) {
        return new StreamSettings(shards, OptionalLong.of(seed));
    }

    /** Maximum number of shards of a stream that are read in parallel: a split shard has two children. */
    public int mostAtOnce() {
        return misbehaviour.isPresent() ? 2 * shards : shards;
    }
}
