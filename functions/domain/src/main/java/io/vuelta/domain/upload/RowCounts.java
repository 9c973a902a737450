package io.vuelta.domain.upload;

/**
 * The results of the rows of a contact file, so far.
 *
 * @param all accepted + duplicates + refused
 * @param accepted contacts loaded, the repaired ones included
 * @param repaired contacts loaded after a repair
 * @param duplicates rows whose number was there already, in the file or in the campaign
 * @param updated of the duplicates, those whose data was overwritten
 * @param refused rows that could not be used
 */
public record RowCounts(int all, int accepted, int repaired, int duplicates, int updated, int refused) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0);

    /** Adds the counts of one more batch. */
    public RowCounts plus(LoadedBatch batch) {
        return new RowCounts(
                all + batch.rows(),
                accepted + batch.accepted(),
                repaired + batch.repaired(),
                duplicates + batch.duplicates(),
                updated + batch.updated(),
                refused + batch.refused());
    }
}
