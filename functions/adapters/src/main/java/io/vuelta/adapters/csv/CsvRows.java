package io.vuelta.adapters.csv;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.Table;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.upload.RowReason;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Delimited text as rows of cells: RFC 4180, and common deviations from it. Lines end with LF, CRLF or CR. A quote
 * opens a cell only at its beginning, not counting spaces before it; text after the closing quote belongs to the cell.
 * A backslash before a quote belongs to it where the quotes of the file match only then. Empty lines are skipped. A whole row is held in memory, so its length is limited. This also limits the damage of a
 * quote that is never closed.
 */
final class CsvRows implements Iterator<Table.Cells> {
    /** Maximum number of characters of a row, including its line end; a power of two times {@link #FIRST_BUFFER}. */
    static final int MAX_ROW_LENGTH = 1 << 20;

    /** Number of first characters in which the delimiter is searched. */
    private static final int FIRST_BUFFER = 1 << 16;

    /** Free characters that a decoding step needs, because it may write a pair of surrogates. */
    private static final int MIN_READ = 2;

    /** A first line that specifies the delimiter for Excel. */
    private static final String SEPARATOR_LINE = "sep=";

    private final Reader text;
    private final char delimiter;
    /** Whether a backslash in a quoted cell escapes a quote. */
    private final boolean backslashes;

    private char[] buffer = new char[FIRST_BUFFER];
    /**
     * The indexes of the row's beginning, its present cell, the known part of the cell's end, and the next character.
     */
    private int row;

    private int cell;
    private int cellEnd;
    private int at;
    /** Number of characters in the buffer. */
    private int end;

    /** The line of the file, from 1, that has the character {@link #at}. */
    private long line = 1;

    private long rowLine = 1;
    private boolean quoted;
    private boolean spansLines;
    private boolean continuesAfterQuote;
    private boolean unescaped;
    private boolean ended;
    /** The line on which the present row ends. */
    private long lastLine = 1;

    private Table.@Nullable Cells next;

    CsvRows(Reader text) throws IOException {
        this.text = text;
        while (buffer.length - end >= MIN_READ && fill()) {
            // The whole of a small file, or the first part of a larger one.
        }
        Character declared = declaredDelimiter();
        this.delimiter = declared == null ? Delimiters.likeliest(buffer, end) : declared;
        if (declared != null) {
            at = SEPARATOR_LINE.length() + 1;
            lineEnd();
        }
        this.backslashes = BackslashQuotes.areIn(buffer, end, ended, delimiter);
    }

    /** Continues the reading of a file whose beginning {@code from} has read, from the beginning of a line. */
    CsvRows(Reader text, long line, CsvRows from) {
        this.text = text;
        this.delimiter = from.delimiter;
        this.backslashes = from.backslashes;
        this.line = line;
    }

    char delimiter() {
        return delimiter;
    }

    /** The line on which the row begins that was read last, or could not be read. */
    long firstLine() {
        return rowLine;
    }

    /** The line on which the row ends that was read last. */
    long lastLine() {
        return lastLine;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = read();
            } catch (IOException e) {
                throw new UncheckedIOException("reading the file was interrupted; it is read again", e);
            }
        }
        return next != null;
    }

    @Override
    public Table.Cells next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Table.Cells cells = next;
        next = null;
        return cells;
    }

    /** The next row; null at the end. */
    private Table.@Nullable Cells read() throws IOException {
        row = at;
        while (more() && isLineEnd(buffer[at])) {
            lineEnd();
            row = at;
        }
        if (!more()) {
            return null;
        }
        rowLine = line;
        spansLines = false;
        continuesAfterQuote = false;
        unescaped = false;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (delimited());
        // Two rows were joined by a quote that was not closed, or that was not intended as a quote.
        return new Table.Cells(
                rowLine,
                cells,
                spansLines && continuesAfterQuote ? RowReason.BROKEN_QUOTES.name() : "",
                unescaped ? RowReason.BACKSLASH_QUOTES.name() : "",
                List.of());
    }

    /** Moves past a delimiter, or past the end of the row. */
    private boolean delimited() throws IOException {
        lastLine = line;
        if (!more()) {
            return false;
        }
        if (buffer[at] == delimiter) {
            at++;
            return true;
        }
        lineEnd();
        return false;
    }

    private void lineEnd() throws IOException {
        if (!more()) {
            return;
        }
        line++;
        if (buffer[at++] == '\r' && more() && buffer[at] == '\n') {
            at++;
        }
    }

    private String cell() throws IOException {
        cell = at;
        while (more() && isSpace(buffer[at])) {
            at++;
        }
        if (more() && buffer[at] == '"') {
            return quotedCell();
        }
        at = cell;
        while (more()) {
            char[] characters = buffer;
            int i = at;
            while (i < end && !endsCell(characters[i])) {
                i++;
            }
            at = i;
            if (i < end) {
                break;
            }
        }
        return new String(buffer, cell, at - cell);
    }

    /** Reads a quoted cell. Quotes are removed, so its characters are moved to its beginning. */
    private String quotedCell() throws IOException {
        at++;
        cell = at;
        cellEnd = at;
        quoted = true;
        boolean escapes = backslashes;
        while (true) {
            if (!more()) {
                throw unclosed();
            }
            char c = buffer[at++];
            if (c == '"') {
                if (!escapes && cellEnd > cell && buffer[cellEnd - 1] == '\\' && onlyBackslashesClose()) {
                    escapes = true;
                    cellEnd--;
                    unescaped = true;
                } else if (!more() || buffer[at] != '"') {
                    break;
                } else {
                    at++;
                }
            } else if (c <= '\r') {
                within(c);
            } else if (c == '\\' && escapes && more() && BackslashQuotes.isEscaped(buffer[at])) {
                c = buffer[at++];
                unescaped = true;
            }
            buffer[cellEnd++] = c;
        }
        quoted = false;
        return behindQuote();
    }

    /**
     * Whether the quote before the next character, which has a backslash before it, is part of the text: text follows
     * it, and later in the line a quote without a backslash closes the cell.
     */
    private boolean onlyBackslashesClose() throws IOException {
        if (!more() || buffer[at] == '"' || endsCell(buffer[at])) {
            return false;
        }
        for (int ahead = 1; ; ahead++) {
            if (at + ahead >= end && !fill()) {
                return false;
            }
            char c = buffer[at + ahead];
            if (isLineEnd(c)) {
                return false;
            }
            if (c == '"' && buffer[at + ahead - 1] != '\\') {
                return (at + ahead + 1 >= end && !fill()) || endsCell(buffer[at + ahead + 1]);
            }
        }
    }

    private void within(char c) {
        if (c == 0) {
            throw zeroByte();
        }
        if (c == '\n' || c == '\r') {
            spansLines = true;
            boolean second = c == '\n' && cellEnd > cell && buffer[cellEnd - 1] == '\r';
            line += second ? 0 : 1;
        }
    }

    private String behindQuote() throws IOException {
        int length = cellEnd - cell;
        while (more() && isSpace(buffer[at])) {
            buffer[cellEnd++] = buffer[at++];
        }
        if (!more() || endsCell(buffer[at])) {
            return new String(buffer, cell, length);
        }
        continuesAfterQuote = true;
        while (more() && !endsCell(buffer[at])) {
            buffer[cellEnd++] = buffer[at++];
        }
        return new String(buffer, cell, cellEnd - cell);
    }

    private boolean endsCell(char c) {
        if (c == 0) {
            throw zeroByte();
        }
        return c == delimiter || isLineEnd(c);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private boolean isSpace(char c) {
        return (c == ' ' || c == '\t') && c != delimiter;
    }

    /** Whether there is another character. */
    private boolean more() throws IOException {
        return at < end || fill();
    }

    /** Reads more characters of this row into the buffer. Returns false at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (row > 0) {
            System.arraycopy(buffer, row, buffer, 0, end - row);
            at -= row;
            cell -= row;
            cellEnd -= row;
            end -= row;
            row = 0;
        }
        if (buffer.length - end < MIN_READ) {
            if (buffer.length == MAX_ROW_LENGTH) {
                throw quoted ? unclosed() : tooLong();
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = text.read(buffer, end, buffer.length - end);
        ended = read < 0;
        end += Math.max(0, read);
        return !ended;
    }

    private @Nullable Character declaredDelimiter() {
        int length = SEPARATOR_LINE.length();
        boolean declared = end > length
                && new String(buffer, 0, length).equalsIgnoreCase(SEPARATOR_LINE)
                && !isLineEnd(buffer[length])
                && (end == length + 1 || isLineEnd(buffer[length + 1]));
        return declared ? buffer[length] : null;
    }

    private UnusableFile zeroByte() {
        return new UnusableFile(
                FileFault.NOT_TEXT,
                "The file is not text (line " + line + " has a zero byte); save the sheet as CSV UTF-8");
    }

    private UnusableFile unclosed() {
        return new UnusableFile(
                FileFault.UNCLOSED_QUOTE,
                "The row in line " + rowLine + " opens a quotation mark (\") that is not closed within "
                        + MAX_ROW_LENGTH + " characters; close it, or write it twice if it is part of the text");
    }

    private UnusableFile tooLong() {
        return new UnusableFile(
                FileFault.ROW_TOO_LONG,
                "The row in line " + rowLine + " has more than " + MAX_ROW_LENGTH
                        + " characters; check that the file is a CSV with one row per line");
    }
}
