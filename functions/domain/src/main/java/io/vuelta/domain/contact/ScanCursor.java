package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.ContactId;
import java.math.BigInteger;

/**
 * The position of a scan over the campaign's partitions.
 *
 * @param shard the current partition, 0 to 15; 16 after the last
 * @param after the last contact hash that was read in this partition; empty at its beginning
 */
public record ScanCursor(int shard, String after) {
    public static final int SHARDS = 16;
    public static final ScanCursor START = new ScanCursor(0, "");
    public static final ScanCursor END = new ScanCursor(SHARDS, "");

    private static final int HEX = 16;

    public ScanCursor {
        if (shard < 0 || shard > SHARDS) {
            throw new IllegalArgumentException("a sweep walks shards 0 to 15, not " + shard);
        }
    }

    /** Whether the position is at the beginning of the first partition. */
    public boolean begins() {
        return shard == 0 && after.isEmpty();
    }

    public boolean ended() {
        return shard == SHARDS;
    }

    /** The position at the beginning of the next partition. */
    public ScanCursor nextShard() {
        return new ScanCursor(shard + 1, "");
    }

    public ScanCursor past(ContactId contact) {
        return new ScanCursor(shard, contact.hash());
    }

    /** The position at the beginning of this partition. */
    public ScanCursor shardStart() {
        return new ScanCursor(shard, "");
    }

    /** The position just before this contact of the partition. */
    public ScanCursor before(ContactId contact) {
        return new ScanCursor(shard, hashBefore(contact.hash()));
    }

    /** The hash just before this one: a scan from there begins with this hash. */
    public static String hashBefore(String hash) {
        String digits = new BigInteger(hash, HEX).subtract(BigInteger.ONE).toString(HEX);
        return "0".repeat(Math.max(0, hash.length() - digits.length())) + digits;
    }

    /** The hex digit with which the hashes of the partition begin. */
    public char digit() {
        return Character.forDigit(shard, 16);
    }
}
