package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactId;

/**
 * How far a pass over the campaign's partitions has come.
 *
 * @param shard partition being walked, 0 to 15; 16 when all have been
 * @param after last contact hash seen in it; empty at its beginning
 */
public record Sweep(int shard, String after) {
    public static final int SHARDS = 16;
    public static final Sweep START = new Sweep(0, "");
    public static final Sweep END = new Sweep(SHARDS, "");

    public Sweep {
        if (shard < 0 || shard > SHARDS) {
            throw new IllegalArgumentException("a sweep walks shards 0 to 15, not " + shard);
        }
    }

    public boolean ended() {
        return shard == SHARDS;
    }

    /** At the beginning of the next partition. */
    public Sweep nextShard() {
        return new Sweep(shard + 1, "");
    }

    public Sweep past(ContactId contact) {
        return new Sweep(shard, contact.hash());
    }

    /** The hex digit that the partition's contacts begin with. */
    public char digit() {
        return Character.forDigit(shard, 16);
    }
}
