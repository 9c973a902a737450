package io.vuelta.cloud.rude;

/**
 * Units that a request consumed at one place.
 *
 * @param key of the item in the table; of a query, the values of its condition
 * @param index in which they were consumed; empty for the table itself
 * @param partition value of the partition key there
 * @param write whether these are write units; read units else
 */
record Charge(ItemKey key, String index, String partition, boolean write, double units) {
    static Charge ofTable(Action action, boolean write, double units) {
        return new Charge(action.key(), "", action.key().partition(), write, units);
    }
}
