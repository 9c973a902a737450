package io.vuelta.domain.file;

import java.util.function.Function;

/** Reads small files that a client sent within a request. */
public interface UploadedFiles {
    /**
     * Reads a file.
     *
     * @param file the bytes, in any encoding that {@link ContactFiles} supports
     * @param reader receives the table once
     * @return what the reader returned
     * @throws UnusableFile if it is not delimited text, or is compressed
     */
    <T> T read(byte[] file, Function<Table, T> reader);
}
