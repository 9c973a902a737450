package io.vuelta.adapters.csv;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.Table;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.file.UploadedFiles;
import java.io.ByteArrayInputStream;
import java.util.function.Function;

/**
 * Files within requests, read in the same way as {@link CsvContactFiles} reads uploaded files. A file whose encoding
 * cannot be determined is not refused: the numbers of the file must not be contacted, and digits are the same in every
 * encoding.
 */
public final class CsvUploadedFiles implements UploadedFiles {
    @Override
    public <T> T read(byte[] file, Function<Table, T> reader) {
        // A small compressed file may have a large content: only files that are read as a stream are unpacked.
        if (file.length >= 2 && file[0] == (byte) 0x1f && file[1] == (byte) 0x8b) {
            throw new UnusableFile(FileFault.NOT_TEXT, "The file is compressed (gzip); send it uncompressed");
        }
        return CsvContactFiles.read(
                "the file", () -> new ByteArrayInputStream(file), FileText.takingDoubtful(), reader);
    }
}
