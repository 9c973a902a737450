package io.vuelta.cloud.rude;

/**
 * A partition key value of a table or of one of its indexes.
 *
 * @param index empty for the table itself
 */
record Partition(String table, String index, String partition) {
    static Partition of(Charge charge) {
        return new Partition(charge.key().table(), charge.index(), charge.partition());
    }
}
