package io.vuelta.adapters.csv;

import io.vuelta.domain.file.Table;
import io.vuelta.domain.file.UploadedFiles;
import java.io.ByteArrayInputStream;
import java.util.function.Function;

/**
 * Files within requests, read in the same way as {@link CsvContactFiles} reads uploaded files. A file whose encoding
 * cannot be determined is not refused: the numbers of the file must not be contacted, and digits are the same in every
 * encoding. For the same reason, an open quote affects only its own line.
 */
public final class CsvUploadedFiles implements UploadedFiles {
    /** Maximum size of an unpacked file, in bytes: a small compressed file may have a large content. */
    private static final long MAX_UNPACKED_BYTES = 1024L * 1024;

    @Override
    public <T> T read(byte[] file, Function<Table, T> reader) {
        return CsvContactFiles.read(
                "the file",
                () -> new ByteArrayInputStream(file),
                FileText.takingDoubtful(MAX_UNPACKED_BYTES),
                CsvRowsAndLines::new,
                reader);
    }
}
