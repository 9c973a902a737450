package io.vuelta.domain.export;

import java.util.List;
import java.util.function.Consumer;

/** Where exported files are written, as CSV (RFC 4180, UTF-8, CRLF), in bounded memory. */
public interface Sheets {
    /**
     * Writes or overwrites a file.
     *
     * @param rows hands each row to the writer, the header first
     */
    Written write(ExportId export, boolean bom, Consumer<Consumer<List<String>>> rows);

    /**
     * What was written.
     *
     * @param key in the bucket
     * @param sha256 of the file, in hex
     */
    record Written(String key, String sha256) {}
}
