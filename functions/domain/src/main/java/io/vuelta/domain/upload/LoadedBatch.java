package io.vuelta.domain.upload;

import java.util.List;

/**
 * The outcome of one numbered batch of a contact file. It is stored after its contacts were written, under its number,
 * so that the same batch counts once if it is delivered again.
 *
 * @param number the number of the batch, from 0
 * @param accepted the number of loaded contacts, including repaired ones
 * @param repaired the number of contacts that were loaded after a repair
 * @param duplicates the number of rows whose number already existed in the file or in the campaign
 * @param updated the number of duplicates whose data was overwritten
 * @param refused the number of rows that could not be used
 * @param problems one for each row that was repaired, skipped, updated or refused
 */
public record LoadedBatch(
        UploadId upload,
        int number,
        int accepted,
        int repaired,
        int duplicates,
        int updated,
        int refused,
        List<RowProblem> problems) {
    public LoadedBatch {
        problems = List.copyOf(problems);
    }

    public int rows() {
        return accepted + duplicates + refused;
    }
}
