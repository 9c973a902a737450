package io.vuelta.adapters.csv;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.UnusableFile;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads up to a maximum number of bytes; a file with more is too large. */
final class BoundedBytes extends FilterInputStream {
    private final long most;
    private final String message;
    private long read;

    BoundedBytes(InputStream bytes, long most, String message) {
        super(bytes);
        this.most = most;
        this.message = message;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int some;
        try {
            some = in.read(to, offset, length);
        } catch (EOFException e) {
            // A lost connection must not be reported as a gzip file that ends too early.
            throw new IOException("the bytes end too early", e);
        }
        read += Math.max(0, some);
        if (read > most) {
            throw new UnusableFile(FileFault.TOO_LARGE, message);
        }
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
