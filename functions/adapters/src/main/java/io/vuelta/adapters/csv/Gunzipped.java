package io.vuelta.adapters.csv;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.UnusableFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a gzip file. A damaged or truncated file cannot be used, which is a different error from bytes that
 * cannot be read at the moment.
 */
final class Gunzipped extends InputStream {
    private final InputStream packed;
    private @Nullable InputStream unpacked;

    Gunzipped(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            if (unpacked == null) {
                unpacked = new GZIPInputStream(packed);
            }
            return unpacked.read(to, offset, length);
        } catch (EOFException | ZipException e) {
            throw new UnusableFile(
                    FileFault.BROKEN_GZIP,
                    "The compressed file is damaged or cut short (" + e.getMessage() + "); send it again");
        }
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
