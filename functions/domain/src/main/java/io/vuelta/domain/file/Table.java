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
     */
    public record Cells(long line, List<String> values, String fault) {
        public Cells {
            values = List.copyOf(values);
        }

        public Cells(long line, List<String> values) {
            this(line, values, "");
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
