package io.vuelta.cloud.rude;

/**
 * Units that a request consumed at one place.
 *
 * @param key the item's key in the table; for a query, the values of its condition
 * @param index the index in which the units were consumed; empty for the table itself
 * @param partition the value of the partition key of the table or index
 * @param write true for write units, false for read units
 */
record Charge(ItemKey key, String index, String partition, boolean write, double units) {
    static Charge ofTable(Action action, boolean write, double units) {
        return new Charge(action.key(), "", action.key().partition(), write, units);
    }
}
