package io.vuelta.domain.file;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowProblem.Action;
import io.vuelta.domain.upload.UploadId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Reads a contact file into numbered batches. A bad row is refused or repaired, with a reason, and never stops the file.
 * The same file always falls into the same batches, wherever its reading begins to send. Rows are read side by side, some
 * hundreds at a time; what depends on their order follows in their order. Of a row that has been read nothing is kept but
 * its number, so that the memory it takes does not grow with what stands in the file.
 */
public final class ReadContactFile {
    public static final int MAX_ROWS = 5_000_000;

    /** Batches that are sent together. */
    static final int TOGETHER = 80;

    /** A batch with its problems must fit into one message and one item. */
    private static final int MAX_PROBLEMS = 200;

    /** So that a batch fits into one message, and into one transaction. */
    static final int MAX_CHARACTERS = 100_000;

    /** Rows that are read as one piece of work; of long rows fewer. */
    private static final int PIECE_ROWS = 500;

    private static final int PIECE_CHARACTERS = 500_000;

    /** Pieces of work that are under way, so that no core waits for the next. */
    private static final int PIECES_AHEAD = 12;

    private final NumberReader numbers;
    private final Batches batches;
    private final Executor readers;

    /** Reads one row after another. */
    public ReadContactFile(NumberReader numbers, Batches batches) {
        this(numbers, batches, Runnable::run);
    }

    /**
     * Reads rows side by side.
     *
     * @param readers run the reading; no more than there are cores pays
     */
    public ReadContactFile(NumberReader numbers, Batches batches, Executor readers) {
        this.numbers = numbers;
        this.batches = batches;
        this.readers = readers;
    }

    /** How far the sending has come, and is to go. */
    public interface Progress {
        /** Sends all there is. */
        Progress ALL = new Progress() {
            @Override
            public int from() {
                return 0;
            }

            @Override
            public boolean sent(int next) {
                return true;
            }
        };

        /** The first batch to be sent: those before it have been. */
        int from();

        /**
         * Told whenever some have been sent.
         *
         * @param next all batches before this number have been taken
         * @return whether to go on
         */
        boolean sent(int next);
    }

    /**
     * How far a reading came.
     *
     * @param batches all before this number have been taken
     * @param ended the file has no more
     */
    public record Outcome(int batches, boolean ended) {}

    /**
     * What a file is found to be.
     *
     * @param rows how many it has below the names of its columns
     */
    public record Checked(int rows, FoundColumns columns) {}

    /**
     * Looks whether the file can be used, to its very end, and loads nothing. What a row says of a person is not looked at.
     *
     * @throws UnusableFile if it cannot
     */
    public Checked check(Table table, ReadingRules rules) {
        ContactFileColumns.Headed file = ContactFileColumns.find(table, numbers, rules);
        ContactFileColumns.Use use = file.columns().new Use();
        int rows = 0;
        while (file.rows().hasNext()) {
            Table.Cells row = file.rows().next();
            if (!row.isBlank()) {
                rows++;
                use.see(row);
            }
            if (rows > MAX_ROWS) {
                throw new UnusableFile(
                        "TOO_MANY_ROWS", "The file has more than " + MAX_ROWS + " rows; send it in several");
            }
        }
        if (rows == 0) {
            throw new UnusableFile("EMPTY_FILE", "The file has no rows below the names of its columns");
        }
        use.check();
        return new Checked(rows, use.found());
    }

    /**
     * Sends every batch of a file that has been checked, in order.
     *
     * @return how many batches there are
     */
    public int read(UploadId upload, Table table, ReadingRules rules) {
        return read(upload, table, rules, Progress.ALL).batches();
    }

    /**
     * Sends the batches of a file that has been checked and that have not been sent, in order, until it is told to stop or
     * there are no more.
     */
    public Outcome read(UploadId upload, Table table, ReadingRules rules, Progress progress) {
        ContactFileColumns.Headed file = ContactFileColumns.find(table, numbers, rules);
        Rows rows = new Rows(
                file.columns(), new ReadContact(numbers, rules.agent(), rules.region()), numbers, rules.region());
        Cutting cutting = new Cutting(upload, progress);
        file.above().forEach(cutting::above);
        Deque<CompletableFuture<List<Row>>> ahead = new ArrayDeque<>();
        while (!cutting.stopped && (file.rows().hasNext() || !ahead.isEmpty())) {
            if (file.rows().hasNext() && ahead.size() < PIECES_AHEAD) {
                List<Table.Cells> piece = piece(file.rows());
                ahead.add(CompletableFuture.supplyAsync(() -> rows.read(piece), readers));
            } else {
                cutting.take(done(ahead.remove()));
            }
        }
        return cutting.end();
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

    /**
     * A row that has been read by itself.
     *
     * @param column of the number
     * @param number as it stands in the file, trimmed
     * @param cleaned columns that had characters which cannot be stored
     */
    private record Row(long line, String column, String number, List<String> cleaned, ReadContact.Result result) {}

    /** What becomes of each row, whatever stands around it. */
    private record Rows(ContactFileColumns columns, ReadContact readContact, NumberReader numbers, String region) {
        List<Row> read(List<Table.Cells> piece) {
            List<Row> rows = new ArrayList<>(piece.size());
            for (Table.Cells cells : piece) {
                if (!cells.isBlank()) {
                    rows.add(row(cells));
                }
            }
            return rows;
        }

        /** An error of ours that a row causes is that row's alone: the others are loaded. */
        private Row row(Table.Cells given) {
            try {
                List<String> cleaned = unstorable(given);
                Table.Cells cells = cleaned.isEmpty() ? given : cleaned(given);
                int at = columns.numberAt(cells, numbers, region);
                String number = columns.cell(cells, at);
                String column = at < 0 ? ReadContact.NUMBER : columns.name(at);
                return new Row(cells.line(), column, number, cleaned, read(cells, column, number));
            } catch (RuntimeException | StackOverflowError e) {
                String shown = StorableText.storable(
                        given.values().isEmpty() ? "" : given.values().getFirst());
                return new Row(
                        given.line(),
                        ReadContact.NUMBER,
                        "",
                        List.of(),
                        new ReadContact.Result.Refused(columns.name(0), shown, "UNREADABLE_ROW"));
            }
        }

        private List<String> unstorable(Table.Cells cells) {
            List<String> names = new ArrayList<>();
            for (int at = 0; at < cells.values().size(); at++) {
                if (!StorableText.isStorable(cells.values().get(at))) {
                    names.add(columns.name(at));
                }
            }
            return names;
        }

        private static Table.Cells cleaned(Table.Cells cells) {
            return new Table.Cells(
                    cells.line(),
                    cells.values().stream().map(StorableText::storable).toList(),
                    cells.fault());
        }

        private ReadContact.Result read(Table.Cells cells, String column, String number) {
            if (!cells.fault().isEmpty()) {
                return new ReadContact.Result.Refused(column, number, cells.fault());
            }
            int beyond = columns.beyond(cells);
            if (beyond >= 0) {
                // Most likely a delimiter within a value: who is read by such a row is called with half a sentence.
                return new ReadContact.Result.Refused(
                        "column " + (beyond + 1), cells.values().get(beyond), "MORE_CELLS_THAN_COLUMNS");
            }
            ReadContact.Result result = readContact.read(number, columns.data(cells));
            return result instanceof ReadContact.Result.Refused refused
                    ? new ReadContact.Result.Refused(
                            refused.field().equals(ReadContact.NUMBER) ? column : columns.inFile(refused.field()),
                            refused.value(),
                            refused.reason())
                    : result;
        }
    }

    /** Cuts the rows of one file, in their order, into batches. */
    private final class Cutting {
        private final UploadId upload;
        private final Progress progress;
        private final SeenNumbers seen = new SeenNumbers();
        private final List<Batch> unsent = new ArrayList<>(TOGETHER);

        private final List<Batch.Row> rows = new ArrayList<>();
        private final List<Batch.Row> otherForms = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();
        private int repaired;
        private int duplicates;
        private int refused;
        private int characters;
        private int number;
        private boolean stopped;

        Cutting(UploadId upload, Progress progress) {
            this.upload = upload;
            this.progress = progress;
        }

        /** A row above the names of the columns is no contact, and is said to be passed over. */
        void above(Table.Cells row) {
            String text = row.values().stream()
                    .map(ColumnNames::of)
                    .filter(cell -> !cell.isEmpty())
                    .collect(Collectors.joining(" "));
            problem(row.line(), "", text, "ABOVE_HEADER", Action.SKIPPED);
        }

        void take(List<Row> piece) {
            for (Row row : piece) {
                if (stopped) {
                    return;
                }
                row(row);
            }
        }

        Outcome end() {
            if (!stopped) {
                if (!rows.isEmpty() || !problems.isEmpty()) {
                    cut();
                }
                if (!unsent.isEmpty()) {
                    send();
                }
            }
            return new Outcome(number, !stopped);
        }

        private void row(Row row) {
            switch (row.result()) {
                case ReadContact.Result.Good good -> good(row, good);
                case ReadContact.Result.Refused refusal -> {
                    refused++;
                    problem(row.line(), refusal.field(), refusal.value(), refusal.reason(), Action.REFUSED);
                }
            }
            if (rows.size() + otherForms.size() == Batch.MAX_ROWS
                    || problems.size() >= MAX_PROBLEMS
                    || characters >= MAX_CHARACTERS) {
                cut();
                if (unsent.size() == TOGETHER) {
                    send();
                }
            }
        }

        private void good(Row row, ReadContact.Result.Good good) {
            SeenNumbers.Seen before = seen.add(good.number());
            if (before != SeenNumbers.Seen.NEW) {
                duplicate(row, good, before);
                return;
            }
            rows.add(new Batch.Row(row.line(), good.number(), good.data()));
            characters += ReadContact.characters(good.data());
            if (good.isRepaired()) {
                problem(row.line(), row.column(), row.number(), good.repair(), Action.REPAIRED);
            }
            List<String> cleaned = row.cleaned();
            if (!cleaned.isEmpty()) {
                String more = cleaned.size() == 1 ? "" : "and " + (cleaned.size() - 1) + " more";
                problem(row.line(), cleaned.getFirst(), more, StorableText.REASON, Action.REPAIRED);
            }
            if (good.isRepaired() || !cleaned.isEmpty()) {
                repaired++;
            }
        }

        private void duplicate(Row row, ReadContact.Result.Good good, SeenNumbers.Seen before) {
            duplicates++;
            problem(row.line(), row.column(), row.number(), "DUPLICATE_IN_FILE", Action.SKIPPED);
            if (before == SeenNumbers.Seen.AGAIN_WITH_MARK && !givesFormToEarlierRow(good.number())) {
                otherForms.add(new Batch.Row(row.line(), good.number(), good.data()));
                characters += ReadContact.characters(good.data());
            }
        }

        /** Gives the form to the person's earlier row, if that is in the batch that is not cut yet; returns whether it is. */
        private boolean givesFormToEarlierRow(PhoneNumber form) {
            IdentityKey person = IdentityKey.of(form);
            for (int i = 0; i < rows.size(); i++) {
                Batch.Row row = rows.get(i);
                if (IdentityKey.of(row.number()).equals(person)) {
                    rows.set(i, new Batch.Row(row.line(), IdentityKey.dialledAfter(row.number(), form), row.data()));
                    return true;
                }
            }
            return false;
        }

        private void problem(long line, String column, String value, String reason, Action action) {
            problems.add(new RowProblem(line, column, value, reason, action));
        }

        private void cut() {
            if (number >= progress.from()) {
                unsent.add(new Batch(upload, number, rows, otherForms, repaired, duplicates, refused, problems));
            }
            number++;
            rows.clear();
            otherForms.clear();
            problems.clear();
            repaired = 0;
            duplicates = 0;
            refused = 0;
            characters = 0;
        }

        private void send() {
            batches.send(List.copyOf(unsent));
            unsent.clear();
            stopped = !progress.sent(number);
        }
    }
}
