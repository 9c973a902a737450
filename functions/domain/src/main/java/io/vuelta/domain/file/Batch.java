package io.vuelta.domain.file;

import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.util.List;

/**
 * A numbered piece of a contact file: its good rows, and the problems of the others. The same file always gives the
 * same batches.
 *
 * @param number from 0
 * @param rows at most {@value #MAX_ROWS} together with the other forms
 * @param otherForms duplicates that write the number in a better form to dial than an earlier row, which is in an
 *     earlier piece: the contact is dialled by this form, and nothing else of the row counts
 * @param repaired how many of the rows were repaired
 * @param duplicates rows of this piece whose number is earlier in the file, in this form or in another
 * @param refused rows of this piece that cannot be used
 */
public record Batch(
        UploadId upload,
        int number,
        List<Row> rows,
        List<Row> otherForms,
        int repaired,
        int duplicates,
        int refused,
        List<RowProblem> problems) {
    /** Rows of one batch, at most. */
    public static final int MAX_ROWS = 95;

    public Batch {
        rows = List.copyOf(rows);
        otherForms = List.copyOf(otherForms);
        problems = List.copyOf(problems);
    }

    /** A piece without another form of an earlier number. */
    public Batch(
            UploadId upload,
            int number,
            List<Row> rows,
            int repaired,
            int duplicates,
            int refused,
            List<RowProblem> problems) {
        this(upload, number, rows, List.of(), repaired, duplicates, refused, problems);
    }

    /**
     * One contact to load.
     *
     * @param line of the file, from 1
     */
    public record Row(long line, PhoneNumber number, ContactData data) {}
}
