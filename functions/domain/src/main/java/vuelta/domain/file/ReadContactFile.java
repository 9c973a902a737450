package vuelta.domain.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vuelta.domain.agent.Agent;
import vuelta.domain.phone.IdentityKey;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;
import vuelta.domain.upload.UploadId;

/**
 * Reads a contact file into numbered batches. A bad row is refused or repaired, with a reason, and never stops the file.
 * The same file always falls into the same batches, wherever its reading begins to send. Rows are read side by side, some
 * hundreds at a time; what depends on their order follows in their order. Of a row that has been read nothing is kept but
 * its number, so that the memory it takes does not grow with what stands in the file.
 */
public final class ReadContactFile {
    public static final int MOST_ROWS = 5_000_000;

    /** Batches that are sent together. */
    static final int TOGETHER = 80;

    /** A batch with its problems must fit into one message and one item. */
    private static final int MOST_PROBLEMS = 200;

    /** So that a batch fits into one message, and into one transaction. */
    static final int MOST_CHARACTERS = 100_000;

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
     * Looks whether the file can be used, to its very end, and loads nothing. What a row says of a person is not looked at.
     *
     * @return how many rows it has
     * @throws UnusableFile if it cannot
     */
    public int check(Table table, Agent agent) {
        Columns unused = Columns.of(table.header(), ownColumns(agent));
        int rows = 0;
        for (Iterator<Table.Cells> all = table.rows(); all.hasNext(); ) {
            if (!all.next().isBlank()) {
                rows++;
            }
            if (rows > MOST_ROWS) {
                throw new UnusableFile(
                        "TOO_MANY_ROWS", "The file has more than " + MOST_ROWS + " rows; send it in several");
            }
        }
        if (rows == 0) {
            throw new UnusableFile("EMPTY_FILE", "The file has no rows below the names of its columns");
        }
        return rows;
    }

    /**
     * Sends every batch of the file, in order.
     *
     * @param region in which numbers without country code are read
     * @return how many batches there are
     */
    public int read(UploadId upload, Table table, Agent agent, String region) {
        return read(upload, table, agent, region, Progress.ALL).batches();
    }

    /**
     * Sends the batches of the file that have not been sent, in order, until it is told to stop or there are no more.
     *
     * @param region in which numbers without country code are read
     */
    public Outcome read(UploadId upload, Table table, Agent agent, String region, Progress progress) {
        Rows rows = new Rows(Columns.of(table.header(), ownColumns(agent)), new ReadContact(numbers, agent, region));
        Cutting cutting = new Cutting(upload, rows.columns(), progress);
        Deque<CompletableFuture<List<Row>>> ahead = new ArrayDeque<>();
        while (!cutting.stopped && (table.rows().hasNext() || !ahead.isEmpty())) {
            if (table.rows().hasNext() && ahead.size() < PIECES_AHEAD) {
                List<Table.Cells> piece = piece(table.rows());
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

    /** The columns that our own exports add for this agent. */
    static Set<String> ownColumns(Agent agent) {
        return Stream.concat(agent.tags().stream(), agent.extractableFields().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A row that has been read by itself.
     *
     * @param number as it stands in the file, trimmed
     */
    private record Row(long line, String number, ReadContact.Result result) {}

    /** What becomes of each row, whatever stands around it. */
    private record Rows(Columns columns, ReadContact readContact) {
        List<Row> read(List<Table.Cells> piece) {
            List<Row> rows = new ArrayList<>(piece.size());
            for (Table.Cells cells : piece) {
                if (!cells.isBlank()) {
                    String number = columns.value(cells, Columns.Field.NUMBER);
                    rows.add(new Row(cells.line(), number, read(cells, number)));
                }
            }
            return rows;
        }

        private ReadContact.Result read(Table.Cells cells, String number) {
            if (!cells.fault().isEmpty()) {
                return new ReadContact.Result.Refused("contact", number, cells.fault());
            }
            int beyond = columns.beyond(cells);
            if (beyond >= 0) {
                // Most likely a delimiter within a value: who is read by such a row is called with half a sentence.
                return new ReadContact.Result.Refused(
                        "column " + (beyond + 1), cells.values().get(beyond), "MORE_CELLS_THAN_COLUMNS");
            }
            return readContact.read(number, columns.data(cells));
        }
    }

    /** Cuts the rows of one file, in their order, into batches. */
    private final class Cutting {
        private final UploadId upload;
        private final Columns columns;
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

        Cutting(UploadId upload, Columns columns, Progress progress) {
            this.upload = upload;
            this.columns = columns;
            this.progress = progress;
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
                case ReadContact.Result.Good good -> good(row.line(), row.number(), good);
                case ReadContact.Result.Refused refusal -> {
                    refused++;
                    problem(row.line(), refusal.field(), refusal.value(), refusal.reason(), Action.REFUSED);
                }
            }
            if (rows.size() + otherForms.size() == Batch.MAX_ROWS
                    || problems.size() == MOST_PROBLEMS
                    || characters >= MOST_CHARACTERS) {
                cut();
                if (unsent.size() == TOGETHER) {
                    send();
                }
            }
        }

        private void good(long line, String raw, ReadContact.Result.Good good) {
            SeenNumbers.Seen before = seen.add(good.number());
            if (before == SeenNumbers.Seen.NEW) {
                rows.add(new Batch.Row(line, good.number(), good.data()));
                characters += ReadContact.characters(good.data());
                if (good.isRepaired()) {
                    repaired++;
                    problem(line, "contact", raw, good.repair(), Action.REPAIRED);
                }
                return;
            }
            duplicates++;
            problem(line, "contact", raw, "DUPLICATE_IN_FILE", Action.SKIPPED);
            if (before == SeenNumbers.Seen.AGAIN_WITH_MARK && !givesFormToEarlierRow(good.number())) {
                otherForms.add(new Batch.Row(line, good.number(), good.data()));
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

        private void problem(long line, String field, String value, String reason, Action action) {
            problems.add(new RowProblem(line, columns.inFile(field), value, reason, action));
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
