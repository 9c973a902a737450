package io.vuelta.domain.file;

import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.UploadId;
import java.util.concurrent.Executor;

/**
 * Reads a contact file into numbered batches. A bad row is refused or repaired, with a reason, and never stops the
 * file. Rows are parsed in parallel; steps that depend on their order then follow in this order.
 */
public final class ReadContactFile {
    public static final int MAX_ROWS = 5_000_000;

    private final NumberReader numbers;
    private final Executor readers;

    /** A reader that parses the rows one after another. */
    public ReadContactFile(NumberReader numbers) {
        this(numbers, Runnable::run);
    }

    /**
     * A reader that parses rows in parallel.
     *
     * @param readers run the parsing; more threads than cores have no benefit
     */
    public ReadContactFile(NumberReader numbers, Executor readers) {
        this.numbers = numbers;
        this.readers = readers;
    }

    /**
     * The result of checking a file.
     *
     * @param rows the number of rows below the header
     */
    public record Checked(int rows, FoundColumns columns) {}

    /**
     * Checks the whole file for whether it can be used, and loads nothing. The contents of the rows are not checked.
     *
     * @throws UnusableFile if the file cannot be used
     * @throws OutOfTime if the time is over before the end of the file
     */
    public Checked check(UploadId upload, Table table, ReadingRules rules, Deadline time) {
        ContactFileColumns.Headed file = ContactFileColumns.find(table, numbers, rules);
        ContactFileColumns.Use use = file.columns().new Use();
        int rows = 0;
        while (file.rows().hasNext()) {
            Table.Cells row = file.rows().next();
            if (!row.isBlank()) {
                rows++;
                use.see(row);
                if (rows % OutOfTime.ROWS_A_LOOK == 0) {
                    OutOfTime.check(time, upload, rows, 0);
                }
            }
            if (rows > MAX_ROWS) {
                throw new UnusableFile(
                        FileFault.TOO_MANY_ROWS,
                        "The file has more than " + MAX_ROWS + " rows; split it into several files");
            }
        }
        if (rows == 0) {
            throw new UnusableFile(FileFault.EMPTY_FILE, "The file has no rows below the column names; add rows");
        }
        use.check();
        return new Checked(rows, use.found());
    }

    /** The same check without a time limit. */
    public Checked check(UploadId upload, Table table, ReadingRules rules) {
        return check(upload, table, rules, () -> false);
    }

    /**
     * The batches of a file that has been checked.
     *
     * @param from the number of the first batch to return: earlier ones have been sent
     */
    public BatchReader batches(UploadId upload, Table table, ReadingRules rules, int from) {
        ContactFileColumns.Headed file = ContactFileColumns.find(table, numbers, rules);
        return new BatchReader(upload, file.above(), new ContactRows(file, numbers, rules, readers), from);
    }
}
