package vuelta.domain.file;

import java.util.List;
import vuelta.domain.contact.ContactData;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/**
 * A numbered piece of a contact file: its good rows, and the problems of the others. The same file always falls into the
 * same batches.
 *
 * @param number from 0
 * @param repaired how many of the rows were repaired
 * @param duplicates rows of this piece whose number stands earlier in the file
 * @param refused rows of this piece that cannot be used
 */
public record Batch(
        UploadId upload,
        int number,
        List<Row> rows,
        int repaired,
        int duplicates,
        int refused,
        List<RowProblem> problems) {
    /** Rows of one batch, at most. */
    public static final int MAX_ROWS = 95;

    public Batch {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * One contact to be.
     *
     * @param line of the file, from 1
     */
    public record Row(long line, PhoneNumber number, ContactData data) {}
}
