package vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * UTF-8, of which a byte that is none is read as windows-1252. So files that were put together from both read as they were
 * meant, and so does one in windows-1252 whose first accent comes late.
 */
final class LenientUtf8 extends Reader {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int BYTES = 32 * 1024;
    private static final int HALF = 0x80;

    /** A pair of surrogates is written at once. */
    private static final int LEAST = 2;

    /** Of bytes from 0x80. */
    private static final char[] OTHER = other();

    private final InputStream bytes;
    private final CharsetDecoder decoder = decoder();
    private final ByteBuffer in = ByteBuffer.allocate(BYTES).limit(0);
    private boolean ended;

    LenientUtf8(InputStream bytes) {
        this.bytes = bytes;
    }

    private static CharsetDecoder decoder() {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static char[] other() {
        byte[] upper = new byte[HALF];
        for (int i = 0; i < HALF; i++) {
            upper[i] = (byte) (HALF + i);
        }
        return new String(upper, WINDOWS_1252).toCharArray();
    }

    /** Whether the bytes that are no ASCII are rather another encoding's than UTF-8. */
    static boolean isMostlyOther(byte[] look) {
        CharsetDecoder decoder = decoder();
        ByteBuffer in = ByteBuffer.wrap(look);
        CharBuffer out = CharBuffer.allocate(look.length + 1);
        int malformed = 0;
        // What was looked at may end within a character: that is no error.
        for (CoderResult result = decoder.decode(in, out, false);
                result.isMalformed();
                result = decoder.decode(in, out, false)) {
            malformed++;
            in.position(in.position() + result.length());
        }
        return malformed > out.flip().chars().filter(c -> c >= HALF).count();
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        if (length < LEAST) {
            throw new IllegalArgumentException("there must be room for a pair of surrogates, not for " + length);
        }
        CharBuffer out = CharBuffer.wrap(to, offset, length);
        int from = out.position();
        while (true) {
            CoderResult result = decoder.decode(in, out, ended);
            if (result.isMalformed() && result.length() <= out.remaining()) {
                for (int i = 0; i < result.length(); i++) {
                    byte other = in.get();
                    out.put(other < 0 ? OTHER[other + HALF] : (char) other);
                }
            } else if (out.position() > from) {
                return out.position() - from;
            } else if (ended) {
                return -1;
            } else {
                more();
            }
        }
    }

    private void more() throws IOException {
        in.compact();
        int read = bytes.read(in.array(), in.position(), in.remaining());
        ended = read < 0;
        in.position(in.position() + Math.max(0, read)).flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
