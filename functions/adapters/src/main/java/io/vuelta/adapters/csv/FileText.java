package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.UnusableFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file's bytes as text: unpacked if they are gzip, without byte order mark, in the encoding that their bytes show. If
 * the file is not text, it is refused, and the error names its format.
 */
final class FileText {
    /** Maximum size of a file in the form in which it is sent, in bytes. */
    static final long MAX_BYTES = 2L * 1024 * 1024 * 1024;

    /**
     * Maximum size of an unpacked file, in bytes: more than five million rows of a kilobyte, which can be read in
     * minutes.
     */
    static final long MAX_UNPACKED_BYTES = 6L * 1024 * 1024 * 1024;

    /** Number of bytes that are read to find the kind of the file. */
    private static final int LOOK = 64 * 1024;

    private static final Pattern JSON = Pattern.compile("\\{\\s*\"|\\[\\s*\\{");

    private final long mostBytes;
    private final long mostUnpackedBytes;
    private final boolean takesDoubtful;

    FileText() {
        this(MAX_BYTES, MAX_UNPACKED_BYTES);
    }

    /** Uses other limits than the defaults. */
    FileText(long mostBytes, long mostUnpackedBytes) {
        this(mostBytes, mostUnpackedBytes, false);
    }

    private FileText(long mostBytes, long mostUnpackedBytes, boolean takesDoubtful) {
        this.mostBytes = mostBytes;
        this.mostUnpackedBytes = mostUnpackedBytes;
        this.takesDoubtful = takesDoubtful;
    }

    /** For files in which digits are more important than letters: an unknown encoding is read as windows-1252. */
    static FileText takingDoubtful(long mostUnpackedBytes) {
        return new FileText(MAX_BYTES, mostUnpackedBytes, true);
    }

    /**
     * The content as text.
     *
     * @throws UnusableFile here or during reading, if the content is not text or is too large
     * @throws IOException if the bytes could not be read
     */
    Reader of(InputStream bytes) throws IOException {
        BufferedInputStream file = buffered(new BoundedBytes(
                bytes, mostBytes, "The file has more than " + mostBytes + " bytes; split it into several files"));
        byte[] look = look(file);
        if (begins(look, 0x1f, 0x8b)) {
            file = buffered(new BoundedBytes(
                    new Gunzipped(file),
                    mostUnpackedBytes,
                    "The file has more than " + mostUnpackedBytes
                            + " bytes when it is uncompressed; split it into several files"));
            look = look(file);
            if (begins(look, 0x1f, 0x8b)) {
                throw notText("is compressed twice (gzip in gzip); compress it once");
            }
        }
        refuseKnown(look);
        return text(file, look);
    }

    private static BufferedInputStream buffered(InputStream bytes) {
        return new BufferedInputStream(bytes, LOOK);
    }

    private static byte[] look(BufferedInputStream file) throws IOException {
        file.mark(LOOK);
        byte[] look = file.readNBytes(LOOK);
        file.reset();
        return look;
    }

    private Reader text(InputStream file, byte[] look) throws IOException {
        if (begins(look, 0xef, 0xbb, 0xbf)) {
            file.skipNBytes(3);
            return LenientUtf8.of(file, new byte[0], takesDoubtful);
        }
        if (begins(look, 0xff, 0xfe) || begins(look, 0xfe, 0xff)) {
            file.skipNBytes(2);
            return new InputStreamReader(file, look[0] == (byte) 0xff ? UTF_16LE : UTF_16BE);
        }
        int everyOther = zeroBytes(look);
        if (everyOther >= 0) {
            return new InputStreamReader(file, everyOther == 1 ? UTF_16LE : UTF_16BE);
        }
        return LenientUtf8.of(file, look, takesDoubtful);
    }

    /**
     * Detects UTF-16 without byte order mark: Latin letters have a zero in every second byte.
     *
     * @return 0 or 1 if the zeros are at even or odd positions; -1 if this is not UTF-16
     */
    private static int zeroBytes(byte[] look) {
        int[] zeros = new int[2];
        for (int i = 0; i < look.length; i++) {
            if (look[i] == 0) {
                zeros[i % 2]++;
            }
        }
        int enough = Math.max(2, look.length * 3 / 8);
        if (zeros[0] == 0 && zeros[1] >= enough) {
            return 1;
        }
        return zeros[1] == 0 && zeros[0] >= enough ? 0 : -1;
    }

    private static void refuseKnown(byte[] look) {
        if (begins(look, 'P', 'K', 3, 4)) {
            throw zipped(look);
        }
        if (begins(look, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw notText("is an old Excel workbook (.xls); save it as CSV UTF-8");
        }
        if (begins(look, '%', 'P', 'D', 'F')) {
            throw notText("is a PDF; send the original sheet as CSV UTF-8");
        }
        if (begins(look, 0x89, 'P', 'N', 'G') || begins(look, 0xff, 0xd8, 0xff) || begins(look, 'G', 'I', 'F', '8')) {
            throw notText("is an image; send the contacts as CSV UTF-8");
        }
        if (begins(look, '7', 'z', 0xbc, 0xaf)
                || begins(look, 'R', 'a', 'r', '!')
                || begins(look, 'B', 'Z', 'h')
                || begins(look, 0xfd, '7', 'z', 'X', 'Z')
                || begins(look, 0x28, 0xb5, 0x2f, 0xfd)) {
            throw notText("is an archive; send the CSV file itself, or compress it with gzip");
        }
        if (begins(look, '{', '\\', 'r', 't', 'f')) {
            throw notText("is a word-processor document (RTF); save it as CSV UTF-8");
        }
        String start =
                new String(look, 0, Math.min(look.length, 200), UTF_8).strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("begin:vcard")) {
            throw notCsv("is a vCard (VCF); export the contacts as CSV");
        }
        if (JSON.matcher(start).lookingAt()) {
            throw notCsv("is JSON; save it as CSV, or send the contacts as JSON to POST /campaigns/{id}/contacts");
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            throw notCsv("is a web page or XML, even if its name says otherwise; open it in a spreadsheet"
                    + " and save it as CSV UTF-8");
        }
    }

    private static UnusableFile notCsv(String is) {
        return new UnusableFile(FileFault.NOT_CSV, "The file " + is);
    }

    private static UnusableFile zipped(byte[] look) {
        String names = new String(look, ISO_8859_1);
        if (names.contains("[Content_Types].xml") || names.contains("xl/")) {
            return notText("is an Excel workbook (.xlsx); save it as CSV UTF-8");
        }
        return names.contains("opendocument.spreadsheet")
                ? notText("is an OpenDocument spreadsheet (.ods); save it as CSV UTF-8")
                : notText("is a zip archive; send the CSV file itself, or compress it with gzip");
    }

    private static UnusableFile notText(String is) {
        return new UnusableFile(FileFault.NOT_TEXT, "The file " + is);
    }

    private static boolean begins(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }
}
