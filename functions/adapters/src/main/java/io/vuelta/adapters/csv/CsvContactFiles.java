package io.vuelta.adapters.csv;

import io.vuelta.domain.file.ContactFiles;
import io.vuelta.domain.file.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Contact files with or without byte order mark, in UTF-8, UTF-16, windows-1252, CP850 or Mac Roman, gzipped or not,
 * delimited by comma, semicolon, tab or bar. Read as a stream.
 */
public final class CsvContactFiles implements ContactFiles {
    private final Function<String, InputStream> open;

    /**
     * Reads the files that {@code open} returns.
     *
     * @param open returns the bytes of the object with a key
     */
    public CsvContactFiles(Function<String, InputStream> open) {
        this.open = open;
    }

    @Override
    public <T> T read(String key, Function<Table, T> reader) {
        return read(key, () -> open.apply(key), new FileText(), CsvRows::new, reader);
    }

    /** Reads the rows of a text. */
    interface Rows {
        Iterator<Table.Cells> of(Reader text) throws IOException;
    }

    /** The reader's result for the table in these bytes. */
    static <T> T read(String name, Supplier<InputStream> open, FileText file, Rows rows, Function<Table, T> reader) {
        try (InputStream bytes = open.get();
                Reader text = file.of(bytes)) {
            return reader.apply(new Table(rows.of(text)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " was interrupted; it is read again", e);
        }
    }
}
