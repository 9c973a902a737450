package io.vuelta.domain.file;

import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.RowReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The rows of one contact file, each read independently of the others. They are read in parallel, in pieces of some
 * hundred rows, some pieces in advance, and returned in their order.
 */
final class ContactRows {
    /** Number of rows of one piece of work; fewer if the rows are long. */
    private static final int PIECE_ROWS = 500;

    private static final int PIECE_CHARACTERS = 500_000;

    /** Number of pieces that are read in advance, so that no core waits for work. */
    private static final int PIECES_AHEAD = 12;

    private final Iterator<Table.Cells> file;
    private final ContactFileColumns columns;
    private final ReadContact readContact;
    private final NumberReader numbers;
    private final String region;
    private final Executor readers;
    private final Deque<CompletableFuture<List<Row>>> ahead = new ArrayDeque<>();
    private Iterator<Row> ready = Collections.emptyIterator();
    private int taken;

    ContactRows(ContactFileColumns.Headed file, NumberReader numbers, ReadingRules rules, Executor readers) {
        this.file = file.rows();
        this.columns = file.columns();
        this.readContact = new ReadContact(numbers, rules);
        this.numbers = numbers;
        this.region = rules.region();
        this.readers = readers;
    }

    /**
     * A row, read independently of other rows.
     *
     * @param column the name of the number's column
     * @param number the text of the number in the file, trimmed
     * @param repairs the repairs of the other cells
     * @param tags the name of the tags' column
     */
    record Row(
            long line,
            String column,
            String number,
            List<RepairedCells.Repair> repairs,
            String tags,
            ReadContact.Result result) {}

    /** Whether there is another row. */
    boolean hasNext() {
        while (!ready.hasNext()) {
            if (file.hasNext() && ahead.size() < PIECES_AHEAD) {
                List<Table.Cells> piece = piece(file);
                taken += piece.size();
                ahead.add(CompletableFuture.supplyAsync(() -> read(piece), readers));
            } else if (ahead.isEmpty()) {
                return false;
            } else {
                ready = done(ahead.remove()).iterator();
            }
        }
        return true;
    }

    Row next() {
        return ready.next();
    }

    /** The number of rows that have been read, including blank ones. */
    int taken() {
        return taken;
    }

    private static List<Table.Cells> piece(Iterator<Table.Cells> rows) {
        List<Table.Cells> piece = new ArrayList<>(PIECE_ROWS);
        int characters = 0;
        while (piece.size() < PIECE_ROWS && characters < PIECE_CHARACTERS && rows.hasNext()) {
            Table.Cells row = rows.next();
            for (String value : row.values()) {
                characters += value.length();
            }
            piece.add(row);
        }
        return piece;
    }

    private static List<Row> done(CompletableFuture<List<Row>> piece) {
        try {
            return piece.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private List<Row> read(List<Table.Cells> piece) {
        List<Row> rows = new ArrayList<>(piece.size());
        for (Table.Cells cells : piece) {
            if (!cells.isBlank()) {
                rows.add(row(cells));
            }
        }
        return rows;
    }

    /** Reads one row. An internal error that a row causes affects only this row: the others are loaded. */
    private Row row(Table.Cells given) {
        try {
            RepairedCells repaired = RepairedCells.of(given, columns);
            Table.Cells cells = repaired.cells();
            int at = columns.numberAt(cells, numbers, region);
            String number = columns.cell(cells, at);
            String column = at < 0 ? ReadContact.NUMBER : columns.name(at);
            return new Row(
                    cells.line(),
                    column,
                    number,
                    repaired.repairs(),
                    columns.inFile(ColumnMapping.TAGS),
                    read(cells, column, number));
        } catch (RuntimeException | StackOverflowError _) {
            String shown = StorableText.storable(
                    given.values().isEmpty() ? "" : given.values().getFirst());
            return new Row(
                    given.line(),
                    ReadContact.NUMBER,
                    "",
                    List.of(),
                    ColumnMapping.TAGS,
                    new ReadContact.Result.Refused(columns.name(0), shown, RowReason.UNREADABLE_ROW.name()));
        }
    }

    private ReadContact.Result read(Table.Cells cells, String column, String number) {
        if (!cells.fault().isEmpty()) {
            return new ReadContact.Result.Refused(column, number, cells.fault());
        }
        int beyond = columns.beyond(cells);
        if (beyond >= 0) {
            // Most likely a value contains an unquoted delimiter: a contact from such a row would have incomplete
            // values.
            return new ReadContact.Result.Refused(
                    "column " + (beyond + 1), cells.values().get(beyond), RowReason.MORE_CELLS_THAN_COLUMNS.name());
        }
        ReadContact.Result result = readContact.read(number, columns.data(cells), columns.tags(cells));
        return result instanceof ReadContact.Result.Refused refused
                ? new ReadContact.Result.Refused(
                        refused.field().equals(ReadContact.NUMBER) ? column : columns.inFile(refused.field()),
                        refused.value(),
                        refused.reason())
                : result;
    }
}
