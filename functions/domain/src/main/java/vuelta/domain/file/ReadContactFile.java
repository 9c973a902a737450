package vuelta.domain.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vuelta.domain.agent.Agent;
import vuelta.domain.ledger.Commit;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;
import vuelta.domain.upload.UploadId;

/**
 * Reads a contact file row by row into numbered batches. A bad row is refused or repaired, with a reason, and never
 * stops the file. Pure but for where the batches go.
 */
public final class ReadContactFile {
    /** A batch with its problems must fit into one message and one item. */
    private static final int MOST_PROBLEMS = 200;

    /** So that a batch fits into one message, and into one transaction. */
    static final int MOST_CHARACTERS = 100_000;

    private final NumberReader numbers;
    private final Batches batches;

    public ReadContactFile(NumberReader numbers, Batches batches) {
        this.numbers = numbers;
        this.batches = batches;
    }

    /**
     * Sends every batch of the file, in order.
     *
     * @param region in which numbers without country code are read
     * @return how many batches there are
     */
    public int read(UploadId upload, Table table, Agent agent, String region) {
        Columns columns = Columns.of(table.header(), ownColumns(agent));
        Reading reading = new Reading(upload, columns, new ReadContact(numbers, agent, region));
        for (Iterator<Table.Cells> rows = table.rows(); rows.hasNext(); ) {
            reading.row(rows.next());
        }
        return reading.end();
    }

    /** The columns that our own exports add for this agent. */
    static Set<String> ownColumns(Agent agent) {
        return Stream.concat(agent.tags().stream(), agent.extractableFields().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One file being read. */
    private final class Reading {
        private final UploadId upload;
        private final Columns columns;
        private final ReadContact readContact;
        private final Set<PhoneNumber> seen = new HashSet<>();

        private final List<Batch.Row> rows = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();
        private int repaired;
        private int duplicates;
        private int refused;
        private int characters;
        private int number;

        Reading(UploadId upload, Columns columns, ReadContact readContact) {
            this.upload = upload;
            this.columns = columns;
            this.readContact = readContact;
        }

        void row(Table.Cells cells) {
            if (cells.values().stream().allMatch(String::isBlank)) {
                return;
            }
            String raw = columns.value(cells, Columns.Field.NUMBER);
            switch (readContact.read(raw, columns.data(cells))) {
                case ReadContact.Result.Good good -> good(cells.line(), raw, good);
                case ReadContact.Result.Refused refusal -> {
                    refused++;
                    problems.add(new RowProblem(
                            cells.line(), refusal.field(), refusal.value(), refusal.reason(), Action.REFUSED));
                }
            }
            if (rows.size() == Commit.MOST_LOADED
                    || problems.size() == MOST_PROBLEMS
                    || characters >= MOST_CHARACTERS) {
                send();
            }
        }

        int end() {
            if (!rows.isEmpty() || !problems.isEmpty()) {
                send();
            }
            return number;
        }

        private void good(long line, String raw, ReadContact.Result.Good good) {
            if (!seen.add(good.number())) {
                duplicates++;
                problems.add(new RowProblem(line, "contact", raw, "DUPLICATE_IN_FILE", Action.SKIPPED));
                return;
            }
            rows.add(new Batch.Row(line, good.number(), good.data()));
            characters += ReadContact.characters(good.data());
            if (good.isRepaired()) {
                repaired++;
                problems.add(new RowProblem(line, "contact", raw, good.repair(), Action.REPAIRED));
            }
        }

        private void send() {
            batches.send(new Batch(upload, number, rows, repaired, duplicates, refused, problems));
            number++;
            rows.clear();
            problems.clear();
            repaired = 0;
            duplicates = 0;
            refused = 0;
            characters = 0;
        }
    }
}
