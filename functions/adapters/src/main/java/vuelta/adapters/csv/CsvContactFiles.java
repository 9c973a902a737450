package vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import vuelta.domain.file.ContactFiles;
import vuelta.domain.file.Table;
import vuelta.domain.file.UnusableFile;

/**
 * Contact files as people have them: with or without byte order mark, in UTF-8, UTF-16 or windows-1252, gzipped or not,
 * delimited by comma, semicolon, tab or bar. Read as a stream.
 */
public final class CsvContactFiles implements ContactFiles {
    /** Looked at to find encoding and delimiter. */
    private static final int LOOK = 64 * 1024;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private final Function<String, InputStream> open;

    /**
     * Reads what {@code open} gives.
     *
     * @param open from a key to the object's bytes
     */
    public CsvContactFiles(Function<String, InputStream> open) {
        this.open = open;
    }

    @Override
    public int read(String key, ToIntFunction<Table> reader) {
        return read(key, () -> open.apply(key), reader::applyAsInt);
    }

    /** What the reader makes of the table in these bytes. */
    static <T> T read(String name, Supplier<InputStream> open, Function<Table, T> reader) {
        try (InputStream bytes = open.get();
                Reader text = text(bytes);
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(format(text))
                        .get()) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!guarded(records::hasNext)) {
                throw new UnusableFile("EMPTY_FILE", "The file is empty; its first row must name the columns");
            }
            List<String> header = guarded(records::next).toList();
            return reader.apply(new Table(header, new Rows(parser, records)));
        } catch (CharacterCodingException e) {
            throw new UnusableFile("NOT_TEXT", "The file is not UTF-8 throughout; save it as CSV UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " broke off; it is read again", e);
        }
    }

    private static Reader text(InputStream bytes) throws IOException {
        PushbackInputStream raw = new PushbackInputStream(bytes, LOOK);
        byte[] start = raw.readNBytes(2);
        raw.unread(start);
        boolean zipped = start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
        PushbackInputStream plain = zipped ? new PushbackInputStream(new GZIPInputStream(raw), LOOK) : raw;
        byte[] look = plain.readNBytes(LOOK);
        Encoding encoding = encoding(look);
        plain.unread(look, encoding.mark(), look.length - encoding.mark());
        return new BufferedReader(
                new InputStreamReader(
                        plain,
                        encoding.charset()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                LOOK);
    }

    /**
     * How the bytes are to be read.
     *
     * @param mark length of the byte order mark
     */
    private record Encoding(Charset charset, int mark) {}

    private static Encoding encoding(byte[] look) {
        if (begins(look, 0xef, 0xbb, 0xbf)) {
            return new Encoding(UTF_8, 3);
        }
        if (begins(look, 0xff, 0xfe)) {
            return new Encoding(UTF_16LE, 2);
        }
        if (begins(look, 0xfe, 0xff)) {
            return new Encoding(UTF_16BE, 2);
        }
        for (byte b : look) {
            if (b == 0) {
                throw new UnusableFile(
                        "NOT_TEXT", "The file is not text (it has zero bytes): save the sheet as CSV UTF-8");
            }
        }
        return new Encoding(isUtf8(look) ? UTF_8 : WINDOWS_1252, 0);
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

    /** What was looked at may end within a character: that is no error. */
    private static boolean isUtf8(byte[] look) {
        var decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return !decoder.decode(ByteBuffer.wrap(look), CharBuffer.allocate(look.length + 1), false)
                .isError();
    }

    private static CSVFormat format(Reader text) throws IOException {
        text.mark(LOOK);
        char delimiter = delimiter(text);
        text.reset();
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
    }

    /** The one that stands most often in the header, outside quotes; a comma where none does. */
    private static char delimiter(Reader text) throws IOException {
        int[] seen = new int[DELIMITERS.size()];
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < LOOK - 1; i++) {
            int c = text.read();
            boolean ends = !quoted && any && (c == '\n' || c == '\r');
            if (c < 0 || ends) {
                break;
            }
            quoted ^= c == '"';
            any |= c != '\n' && c != '\r';
            int at = DELIMITERS.indexOf((char) c);
            if (at >= 0 && !quoted) {
                seen[at]++;
            }
        }
        int best = 0;
        for (int i = 1; i < seen.length; i++) {
            best = seen[i] > seen[best] ? i : best;
        }
        return DELIMITERS.get(best);
    }

    /** commons-csv wraps what goes wrong while it iterates. */
    private static <T> T guarded(Supplier<T> step) throws IOException {
        try {
            return step.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalStateException e) {
            throw new UnusableFile("NOT_CSV", "The file cannot be read as delimited text: " + e.getMessage());
        }
    }

    /** The rows after the header. */
    private static final class Rows implements Iterator<Table.Cells> {
        private final CSVParser parser;
        private final Iterator<CSVRecord> records;

        Rows(CSVParser parser, Iterator<CSVRecord> records) {
            this.parser = parser;
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return step(records::hasNext);
        }

        @Override
        public Table.Cells next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            CSVRecord row = step(records::next);
            List<String> cells = row.toList();
            long lineBreaks = cells.stream()
                    .mapToLong(cell -> cell.chars().filter(c -> c == '\n').count())
                    .sum();
            return new Table.Cells(parser.getCurrentLineNumber() - lineBreaks, cells);
        }

        private static <T> T step(Supplier<T> step) {
            try {
                return guarded(step);
            } catch (CharacterCodingException e) {
                throw new UnusableFile("NOT_TEXT", "The file is not UTF-8 throughout; save it as CSV UTF-8");
            } catch (IOException e) {
                throw new UncheckedIOException("reading the file broke off; it is read again", e);
            }
        }
    }
}
