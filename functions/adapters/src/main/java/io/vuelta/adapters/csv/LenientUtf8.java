package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.UnusableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.BitSet;

/**
 * UTF-8 in which an invalid byte is read as windows-1252, CP850 or Mac Roman, whichever fits. So files that mix UTF-8
 * with another encoding are read correctly, and so are files in another encoding whose first accented letter is far
 * from the beginning. If the encoding cannot be determined, the file is refused, because the agent would pronounce
 * names wrongly.
 */
final class LenientUtf8 extends Reader {
    private static final int BYTES = 64 * 1024;
    private static final int HALF = 0x80;

    /** The first bytes of characters of two to four bytes; those of the letters of Latin-1 are the lowest. */
    private static final int FIRST_LEAD = 0xc2;

    private static final int LAST_LEAD_OF_LATIN = 0xc3;
    private static final int LAST_LEAD = 0xf4;

    /** The minimum space for output, because a surrogate pair is written together. */
    private static final int MIN_SPACE = 2;

    private final InputStream bytes;
    private final boolean takesDoubtful;
    private final CharsetDecoder decoder = decoder();
    private final ByteBuffer in = ByteBuffer.allocate(BYTES).limit(0);
    private boolean ended;
    private char before = '\n';

    private SingleByte other = SingleByte.WINDOWS_1252;
    /** Whether any byte was read in the other encoding, which must not change after that. */
    private boolean otherIsUsed;
    /** Whether the rest is in the other encoding only. */
    private boolean nothingElse;
    /** Whether the contents of the buffer were judged already. */
    private boolean judged;

    private boolean settled;
    /** Whether the text has any valid UTF-8 character beyond ASCII. */
    private boolean isUtf8;

    private LenientUtf8(InputStream bytes, boolean takesDoubtful) {
        this.bytes = bytes;
        this.takesDoubtful = takesDoubtful;
    }

    /**
     * Reads text.
     *
     * @param look the first bytes, which are read again from {@code bytes}
     * @param takesDoubtful whether a file of an unknown encoding is read as windows-1252 instead of being refused
     */
    static LenientUtf8 of(InputStream bytes, byte[] look, boolean takesDoubtful) {
        LenientUtf8 text = new LenientUtf8(bytes, takesDoubtful);
        Malformed malformed = Malformed.in(look, false);
        if (malformed.isMost()) {
            text.nothingElse = true;
            text.judge(look);
        }
        return text;
    }

    private static CharsetDecoder decoder() {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * The bytes that are not UTF-8.
     *
     * @param at the positions of these bytes
     * @param pieces the number of sequences of such bytes
     * @param valid the number of valid UTF-8 characters beyond ASCII
     */
    private record Malformed(BitSet at, int pieces, long valid) {
        /**
         * Finds the bytes that are not UTF-8.
         *
         * @param ended whether an incomplete character at the end is also malformed
         */
        static Malformed in(byte[] look, boolean ended) {
            CharsetDecoder decoder = decoder();
            ByteBuffer in = ByteBuffer.wrap(look);
            CharBuffer out = CharBuffer.allocate(look.length + 1);
            BitSet at = new BitSet(look.length);
            int pieces = 0;
            for (CoderResult result = decoder.decode(in, out, ended);
                    result.isMalformed();
                    result = decoder.decode(in, out, ended)) {
                pieces++;
                at.set(in.position(), in.position() + result.length());
                in.position(in.position() + result.length());
            }
            return new Malformed(
                    at, pieces, out.flip().chars().filter(c -> c >= HALF).count());
        }

        /** Whether the bytes beyond ASCII are more likely in another encoding than in UTF-8. */
        boolean isMost() {
            return pieces > valid;
        }
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        if (length < MIN_SPACE) {
            throw new IllegalArgumentException("there must be room for a pair of surrogates, not for " + length);
        }
        CharBuffer out = CharBuffer.wrap(to, offset, length);
        int from = out.position();
        while (true) {
            boolean malformed = decode(out);
            before = out.position() > from ? out.get(out.position() - 1) : before;
            if (malformed && isCut()) {
                in.position(in.limit());
                out.put('\ufffd');
            } else if (malformed) {
                judgeOnce();
                if (!nothingElse) {
                    replace(out);
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

    /** Decodes valid UTF-8. Returns true if the next bytes are not UTF-8 and there is space to write them. */
    private boolean decode(CharBuffer out) {
        if (nothingElse) {
            while (in.hasRemaining() && out.hasRemaining()) {
                out.put(other.decode(in.get()));
            }
            return false;
        }
        int bytesBefore = in.position();
        int charactersBefore = out.position();
        CoderResult result = decoder.decode(in, out, ended);
        isUtf8 |= in.position() - bytesBefore > out.position() - charactersBefore;
        return result.isMalformed() && result.length() <= out.remaining();
    }

    /**
     * Whether the file was cut within a character: it ends with the first bytes of one, and the rest of the file is
     * UTF-8. In a file that is otherwise ASCII, only the first byte of most accented letters is taken for this, after a
     * text in which it cannot be a capital letter of windows-1252.
     */
    private boolean isCut() {
        int length = in.remaining();
        int lead = in.get(in.position()) & 0xff;
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (!ended || otherIsUsed || lead < FIRST_LEAD || lead > LAST_LEAD || length >= needed) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if ((in.get(in.position() + i) & 0xc0) != HALF) {
                return false;
            }
        }
        return isUtf8 || (lead <= LAST_LEAD_OF_LATIN && !Character.isUpperCase(before));
    }

    /** Decodes the next bytes in the other encoding. */
    private void replace(CharBuffer out) {
        CoderResult result = decoder.decode(in, out, ended);
        for (int i = 0; i < result.length(); i++) {
            out.put(other.decode(in.get()));
        }
    }

    /** Chooses the other encoding by the following bytes in the buffer. */
    private void judgeOnce() throws IOException {
        if (judged || settled) {
            return;
        }
        in.compact();
        while (in.hasRemaining() && !ended) {
            int read = bytes.read(in.array(), in.position(), in.remaining());
            ended = read < 0;
            in.position(in.position() + Math.max(0, read));
        }
        in.flip();
        judge(Arrays.copyOf(in.array(), in.limit()));
        judged = true;
    }

    private void judge(byte[] look) {
        Malformed malformed = Malformed.in(look, ended);
        BitSet counts = malformed.at();
        if (nothingElse) {
            counts.set(0, look.length);
        }
        LetterStatistics.Verdict verdict = LetterStatistics.encoding(look, counts, before, other);
        SingleByte found = verdict.encoding().orElse(otherIsUsed || takesDoubtful ? other : null);
        if (takesDoubtful && otherIsUsed) {
            found = other;
        }
        if (found == null || (otherIsUsed && found != other)) {
            throw new UnusableFile(
                    FileFault.UNKNOWN_ENCODING,
                    "The file is not UTF-8, and its encoding cannot be determined (windows-1252, MS-DOS or"
                            + " Macintosh); save it as CSV UTF-8");
        }
        other = found;
        otherIsUsed = true;
        settled = verdict.settled();
    }

    private void more() throws IOException {
        in.compact();
        int read = bytes.read(in.array(), in.position(), in.remaining());
        ended = read < 0;
        in.position(in.position() + Math.max(0, read)).flip();
        judged = false;
        if (nothingElse && !settled && in.hasRemaining()) {
            judge(Arrays.copyOf(in.array(), in.limit()));
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
