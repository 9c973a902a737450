package io.vuelta.domain.file;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A delimited text as rows of cells, read as a stream.
 *
 * @param rows all of them, the one with the columns' names among the first, each once; throws {@link UnusableFile} where
 *     the text breaks off or is none
 */
public record Table(Iterator<Cells> rows) {
    /** A table whose first line names the columns. */
    public Table(List<String> header, Iterator<Cells> rows) {
        this(Stream.concat(
                        Stream.of(new Cells(1, header)),
                        StreamSupport.stream(((Iterable<Cells>) () -> rows).spliterator(), false))
                .iterator());
    }

    /**
     * One row.
     *
     * @param line on which it begins, from 1
     * @param fault code of why its cells cannot be trusted, such as {@code BROKEN_QUOTES}; empty if they can
     */
    public record Cells(long line, List<String> values, String fault) {
        public Cells {
            values = List.copyOf(values);
        }

        public Cells(long line, List<String> values) {
            this(line, values, "");
        }

        /** Whether it is empty. */
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
