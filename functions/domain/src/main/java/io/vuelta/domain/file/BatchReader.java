package io.vuelta.domain.file;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowProblem.Action;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.domain.upload.UploadId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Divides the rows of one contact file, in their order, into numbered batches, on request. The same file always gives
 * the same batches. Only the number of a row is kept after it was read, so the memory does not grow with the contents
 * of the file.
 */
public final class BatchReader {
    /** Maximum number of batches that {@link #next} returns. */
    static final int TOGETHER = 80;

    /** Maximum number of problems: a batch with its problems must fit into one message and one item. */
    private static final int MAX_PROBLEMS = 200;

    /** Maximum number of characters, so that a batch fits into one message and one transaction. */
    static final int MAX_CHARACTERS = 100_000;

    private final UploadId upload;
    private final ContactRows file;
    private final int from;
    private final SeenNumbers seen = new SeenNumbers();

    private final List<Batch.Row> rows = new ArrayList<>();
    private final List<Batch.Row> otherForms = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private int repaired;
    private int duplicates;
    private int refused;
    private int characters;
    private int number;
    private int look = OutOfTime.ROWS_A_LOOK;
    private boolean given;

    BatchReader(UploadId upload, List<Table.Cells> above, ContactRows file, int from) {
        this.upload = upload;
        this.file = file;
        this.from = from;
        above.forEach(this::above);
    }

    /**
     * The next batches, at most {@value #TOGETHER}; none if there are no more.
     *
     * @throws OutOfTime if the time is over before the first of them
     */
    public List<Batch> next(Deadline time) {
        List<Batch> next = new ArrayList<>(TOGETHER);
        while (next.size() < TOGETHER && file.hasNext()) {
            checkTime(time);
            row(file.next(), next);
        }
        if (next.size() < TOGETHER && (!rows.isEmpty() || !problems.isEmpty())) {
            cut(next);
        }
        given |= !next.isEmpty();
        return List.copyOf(next);
    }

    /** The number of the next batch: earlier ones have been returned, or were skipped. */
    public int number() {
        return number;
    }

    /** Sends all remaining batches without a time limit. Returns the number of batches of the file. */
    public int sendAll(Batches to) {
        for (List<Batch> next = next(() -> false); !next.isEmpty(); next = next(() -> false)) {
            to.send(next);
        }
        return number;
    }

    /**
     * Checks the time until the first batch is returned. So each invocation returns batches or fails, and there is no
     * endless loop.
     */
    private void checkTime(Deadline time) {
        if (!given && file.taken() >= look) {
            look += OutOfTime.ROWS_A_LOOK;
            OutOfTime.check(time, upload, file.taken(), from);
        }
    }

    /** A row above the header is not a contact, and is reported as skipped. */
    private void above(Table.Cells row) {
        String text = row.values().stream()
                .map(ColumnNames::of)
                .filter(cell -> !cell.isEmpty())
                .collect(Collectors.joining(" "));
        problem(row.line(), "", text, RowReason.ABOVE_HEADER.name(), Action.SKIPPED);
    }

    private void row(ContactRows.Row row, List<Batch> to) {
        switch (row.result()) {
            case ReadContact.Result.Valid good -> good(row, good);
            case ReadContact.Result.Refused refusal -> {
                refused++;
                problem(row.line(), refusal.field(), refusal.value(), refusal.reason(), Action.REFUSED);
            }
        }
        if (rows.size() + otherForms.size() == Batch.MAX_ROWS
                || problems.size() >= MAX_PROBLEMS
                || characters >= MAX_CHARACTERS) {
            cut(to);
        }
    }

    private void good(ContactRows.Row row, ReadContact.Result.Valid good) {
        SeenNumbers.Seen before = seen.add(good.number());
        if (before != SeenNumbers.Seen.NEW) {
            duplicate(row, good, before);
            return;
        }
        rows.add(new Batch.Row(row.line(), good.number(), good.data(), good.tags()));
        characters += ReadContact.characters(good.data());
        characters += good.tags().stream().mapToInt(String::length).sum();
        if (good.isRepaired()) {
            problem(row.line(), row.column(), row.number(), good.repair(), Action.REPAIRED);
        }
        row.repairs()
                .forEach(repair ->
                        problem(row.line(), repair.column(), repair.value(), repair.reason(), Action.REPAIRED));
        if (!good.unknownTags().isEmpty()) {
            String unknown = String.join("; ", good.unknownTags());
            problem(row.line(), row.tags(), unknown, RowReason.UNKNOWN_TAG.name(), Action.REPAIRED);
        }
        if (good.isRepaired() || !row.repairs().isEmpty() || !good.unknownTags().isEmpty()) {
            repaired++;
        }
    }

    private void duplicate(ContactRows.Row row, ReadContact.Result.Valid good, SeenNumbers.Seen before) {
        duplicates++;
        problem(row.line(), row.column(), row.number(), RowReason.DUPLICATE_IN_FILE.name(), Action.SKIPPED);
        if (before == SeenNumbers.Seen.AGAIN_WITH_MARK && !givesFormToEarlierRow(good.number())) {
            otherForms.add(new Batch.Row(row.line(), good.number(), good.data()));
            characters += ReadContact.characters(good.data());
        }
    }

    /** Uses this form for the person's earlier row if that row is in the current batch. Returns whether it is. */
    private boolean givesFormToEarlierRow(PhoneNumber form) {
        IdentityKey person = IdentityKey.of(form);
        for (int i = 0; i < rows.size(); i++) {
            Batch.Row row = rows.get(i);
            if (IdentityKey.of(row.number()).equals(person)) {
                PhoneNumber dialled = IdentityKey.dialledAfter(row.number(), form);
                rows.set(i, new Batch.Row(row.line(), dialled, row.data(), row.tags()));
                return true;
            }
        }
        return false;
    }

    private void problem(long line, String column, String value, String reason, Action action) {
        problems.add(new RowProblem(line, column, value, reason, action));
    }

    private void cut(List<Batch> to) {
        if (number >= from) {
            to.add(new Batch(upload, number, rows, otherForms, repaired, duplicates, refused, problems));
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
}
