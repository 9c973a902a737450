package io.vuelta.domain.upload;

/**
 * The results of the rows of a contact file, so far.
 *
 * @param all the number of all rows: accepted + duplicates + refused
 * @param accepted the number of loaded contacts, including repaired ones
 * @param repaired the number of contacts that were loaded after a repair
 * @param duplicates the number of rows whose number already existed in the file or in the campaign
 * @param updated the number of duplicates whose data was overwritten
 * @param refused the number of rows that could not be used
 */
public record RowCounts(int all, int accepted, int repaired, int duplicates, int updated, int refused) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0);
}
