package io.vuelta.cloud.rude;

/**
 * A partition key value of a table or of one of its indexes.
 *
 * @param index empty for the table itself
 */
record Place(String table, String index, String partition) {
    static Place of(Charge charge) {
        return new Place(charge.key().table(), charge.index(), charge.partition());
    }
}
