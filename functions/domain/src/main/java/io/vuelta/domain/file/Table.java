package io.vuelta.domain.file;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A delimited text as rows of cells, read as a stream.
 *
 * @param rows all rows, each once; the header is among the first. Throws {@link UnusableFile} if the text is incomplete
 *     or is not a text
 */
public record Table(Iterator<Cells> rows) {
    /** A table whose first line is the header. */
    public Table(List<String> header, Iterator<Cells> rows) {
        this(Stream.concat(
                        Stream.of(new Cells(1, header)),
                        StreamSupport.stream(((Iterable<Cells>) () -> rows).spliterator(), false))
                .iterator());
    }

    /**
     * One row.
     *
     * @param line the line on which the row begins, from 1
     * @param fault the code of the error that makes its cells unreliable, such as {@code BROKEN_QUOTES}; empty if they
     *     are reliable
     * @param repair the code of the repair that made the cells reliable, such as {@code BACKSLASH_QUOTES}; empty if
     *     none was necessary
     * @param lines the lines of a row that a quote joined, each read as a row of its own; only if the reader keeps
     *     them
     */
    public record Cells(long line, List<String> values, String fault, String repair, List<Cells> lines) {
        public Cells {
            values = List.copyOf(values);
            lines = List.copyOf(lines);
        }

        public Cells(long line, List<String> values, String fault) {
            this(line, values, fault, "", List.of());
        }

        public Cells(long line, List<String> values) {
            this(line, values, "");
        }

        /** The same row with other values. */
        public Cells with(List<String> others) {
            return new Cells(line, others, fault, repair, lines);
        }

        /** The same row with its lines. */
        public Cells withLines(List<Cells> each) {
            return new Cells(line, values, fault, repair, each);
        }

        /** Whether all cells are blank. */
        public boolean isBlank() {
            for (String value : values) {
                if (!value.isBlank()) {
                    return false;
                }
            }
            return true;
        }
    }
}
