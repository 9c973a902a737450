package io.vuelta.domain.export;

import java.util.List;
import java.util.function.Consumer;

/** Writes exported files as CSV (RFC 4180, UTF-8, CRLF), in bounded memory. */
public interface Sheets {
    /**
     * Writes or overwrites a run's file. If {@code rows} throws, there is no file.
     *
     * @param rows passes each row to the writer, the header first
     */
    Written write(ExportRun run, boolean bom, Consumer<Consumer<List<String>>> rows);

    /** Writes or overwrites a run's manifest. */
    void write(ExportRun run, Manifest manifest);

    /**
     * Removes the objects of a run: its file, its manifest, and any unfinished object of a crashed run. Safe to repeat.
     */
    void remove(ExportRun run);

    /**
     * The written file.
     *
     * @param bytes the size of the file, in bytes
     * @param sha256 of the file, 64 lower-case hex digits
     */
    record Written(long bytes, String sha256) {}
}
