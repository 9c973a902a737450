package io.vuelta.cloud.streams;

import java.time.Instant;
import java.util.Locale;

/**
 * A change of an item.
 *
 * @param sequence rises with each change of the table
 * @param partitionKey and itemKey the keys as texts; different keys have different texts
 * @param created when the change was made, to the second
 * @param json the record as Lambda passes it to a function
 * @param bytes the size of the JSON in bytes
 * @param arrivedNanos when the record was read, by System.nanoTime
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
