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
     */
    public record Cells(long line, List<String> values) {
        public Cells {
            values = List.copyOf(values);
        }
    }
}
