package io.vuelta.cloud.streams;

import java.time.Instant;
import java.util.Locale;

/**
 * A change of an item.
 *
 * @param sequence rises with each change of the table
 * @param partitionKey and itemKey as texts that differ where the keys do
 * @param created to the second
 * @param json as Lambda hands it over
 * @param bytes of the JSON
 * @param arrivedNanos when it was read, by the clock of System.nanoTime
 */
record ChangeRecord(
        long sequence,
        String partitionKey,
        String itemKey,
        Instant created,
        String json,
        int bytes,
        long arrivedNanos) {
    /** A sequence number with the minimum length on AWS: 21 digits. */
    static String sequenceNumber(long sequence) {
        return String.format(Locale.ROOT, "%021d", sequence);
    }

    String sequenceNumber() {
        return sequenceNumber(sequence);
    }
}
