package io.vuelta.domain.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The first rows of a table that are not blank. One of them is the header. */
final class FirstRows {
    /** The header must be among this number of first rows. */
    static final int MAX_HEADERS = 10;

    /** Number of rows below the header by which the columns are judged. */
    static final int SAMPLE = 50;

    private final List<Table.Cells> rows = new ArrayList<>();
    private final Iterator<Table.Cells> rest;

    /**
     * Reads the rows from the table.
     *
     * @throws UnusableFile if the table has no such rows
     */
    FirstRows(Table table) {
        this.rest = table.rows();
        while (rows.size() < MAX_HEADERS + SAMPLE && rest.hasNext()) {
            Table.Cells row = rest.next();
            if (!row.isBlank()) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new UnusableFile(FileFault.EMPTY_FILE, "The file is empty; its first row must name the columns");
        }
    }

    /** The number of rows that may be the header. */
    int headers() {
        return Math.min(MAX_HEADERS, rows.size());
    }

    /** The column names, if this row is the header. */
    List<String> names(int header) {
        return rows.get(header).values().stream()
                .map(ColumnNames::withoutTextFormula)
                .map(ColumnNames::of)
                .toList();
    }

    /** Whether the row's cells are unreliable, so that it cannot be the header. */
    boolean isBroken(int header) {
        return !rows.get(header).fault().isEmpty();
    }

    /** The first row with unreliable cells, as the reason why no header was found. */
    Optional<UnusableFile> broken() {
        return rows.stream()
                .limit(MAX_HEADERS)
                .filter(row -> !row.fault().isEmpty())
                .findFirst()
                .map(row -> new UnusableFile(
                        FileFault.valueOf(row.fault()),
                        "The quotation marks in line " + row.line()
                                + " do not match; correct them, because the column names may be in this line"));
    }

    /** The rows below this header by which the columns are judged. */
    List<Table.Cells> sample(int header) {
        return rows.subList(header + 1, Math.min(rows.size(), header + 1 + SAMPLE));
    }

    List<Table.Cells> above(int header) {
        return List.copyOf(rows.subList(0, header));
    }

    /** All rows below this header, each once. */
    Iterator<Table.Cells> below(int header) {
        List<Table.Cells> taken = List.copyOf(rows.subList(header + 1, rows.size()));
        return Stream.concat(
                        taken.stream(), StreamSupport.stream(((Iterable<Table.Cells>) () -> rest).spliterator(), false))
                .iterator();
    }

    /** The most likely header if no row contains known names: the first of the rows with the most values. */
    int likeliest() {
        return IntStream.range(0, headers())
                .boxed()
                .max(Comparator.<Integer>comparingLong(at -> rows.get(at).values().stream()
                                .filter(value -> !value.isBlank())
                                .count())
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }
}
