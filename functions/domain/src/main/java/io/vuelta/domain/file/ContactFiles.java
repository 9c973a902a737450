package io.vuelta.domain.file;

import java.util.function.Function;

/** Opens uploaded files. */
public interface ContactFiles {
    /**
     * Reads a file as a stream, from its beginning: each read returns the same rows.
     *
     * @param key the key in the bucket
     * @param reader receives the table once, and may read its rows while the file is open
     * @return what the reader returned
     * @throws UnusableFile if it is not delimited text
     */
    <T> T read(String key, Function<Table, T> reader);
}
