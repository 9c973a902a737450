package io.vuelta.domain.retention;

import io.vuelta.domain.contact.ScanCursor;

/**
 * The position of the removal of a campaign's contacts: first the partitions of its contacts, then the campaign's own.
 *
 * @param partition 0 to {@value #LAST}; one more after the last
 * @param after the last key that was read in this partition; empty at its beginning
 */
public record RemovalCursor(int partition, String after) {
    /** The campaign's own partition. */
    public static final int LAST = ScanCursor.SHARDS;

    public static final RemovalCursor START = new RemovalCursor(0, "");

    public RemovalCursor {
        if (partition < 0 || partition > LAST + 1) {
            throw new IllegalArgumentException("there are partitions 0 to " + LAST + ", not " + partition);
        }
    }

    public boolean ended() {
        return partition > LAST;
    }

    /** Whether the position is in the campaign's own partition. */
    public boolean isOfCampaign() {
        return partition == LAST;
    }

    public RemovalCursor nextPartition() {
        return new RemovalCursor(partition + 1, "");
    }

    public RemovalCursor past(String key) {
        return new RemovalCursor(partition, key);
    }
}
