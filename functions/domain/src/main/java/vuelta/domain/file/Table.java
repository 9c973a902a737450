package vuelta.domain.file;

import java.util.Iterator;
import java.util.List;

/**
 * A delimited text as rows of cells, read as a stream.
 *
 * @param header the first row's cells
 * @param rows the others, each once; throws {@link UnusableFile} where the text breaks off or is none
 */
public record Table(List<String> header, Iterator<Cells> rows) {
    public Table {
        header = List.copyOf(header);
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

        /** Nothing stands in it. */
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
