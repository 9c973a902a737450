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
 * @param number the number of the batch, from 0
 * @param rows the rows, at most {@value #MAX_ROWS} together with the other forms
 * @param otherForms duplicates that write the number in a better form to dial than an earlier row, which is in an
 *     earlier piece: the contact is dialled by this form, and the rest of the row is ignored
 * @param repaired the number of repaired rows
 * @param duplicates the number of rows of this batch whose number is earlier in the file, in this form or in another
 * @param refused the number of rows of this batch that cannot be used
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
    /** Maximum number of rows of one batch. */
    public static final int MAX_ROWS = 95;

    public Batch {
        rows = List.copyOf(rows);
        otherForms = List.copyOf(otherForms);
        problems = List.copyOf(problems);
    }

    /** A batch without another form of an earlier number. */
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
     * @param line the line in the file, from 1
     * @param tags the agent's tags of the contact
     */
    public record Row(long line, PhoneNumber number, ContactData data, List<String> tags) {
        public Row {
            tags = List.copyOf(tags);
        }

        /** A contact without tags. */
        public Row(long line, PhoneNumber number, ContactData data) {
            this(line, number, data, List.of());
        }
    }
}
