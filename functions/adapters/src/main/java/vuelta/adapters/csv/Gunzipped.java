package vuelta.adapters.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import vuelta.domain.file.UnusableFile;

/** What a gzip file holds. One that is damaged or cut short cannot be used; unlike bytes that cannot be had just now. */
final class Gunzipped extends InputStream {
    private final InputStream packed;
    private @Nullable InputStream unpacked;

    Gunzipped(BufferedInputStream packed) {
        this.packed = new Eager(packed);
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
                    "BROKEN_GZIP",
                    "The compressed file is damaged or cut short (" + e.getMessage() + "); send it again");
        }
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }

    /**
     * Says that there is more whenever there is: a gzip file may have several members, and whoever reads it looks for the
     * next only if some of it is available already. Not so at once over a network.
     */
    private static final class Eager extends FilterInputStream {
        Eager(BufferedInputStream bytes) {
            super(bytes);
        }

        @Override
        public int available() throws IOException {
            in.mark(1);
            boolean ended = in.read() < 0;
            in.reset();
            return ended ? 0 : Math.max(1, in.available());
        }
    }
}
