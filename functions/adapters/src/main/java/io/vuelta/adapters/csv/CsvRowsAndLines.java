package io.vuelta.adapters.csv;

import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.file.Table;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.upload.RowReason;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a small file from which no row may be lost. Where a quote is not closed, or joins rows, only its own line
 * is a row with unreliable cells, and the next line is a row again. A row that has several lines also has each of them
 * as a row of its own, because the quote may have joined rows without an error.
 */
final class CsvRowsAndLines implements Iterator<Table.Cells> {
    private final char[] text;
    /** The index of the first character of each line, and the end of the text. */
    private final List<Integer> starts = new ArrayList<>();

    private CsvRows rows;
    private Table.@Nullable Cells next;

    CsvRowsAndLines(Reader all) throws IOException {
        this.text = all.readAllAsString().toCharArray();
        starts.add(0);
        for (int at = 0; at < text.length; at++) {
            boolean ends = text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.length || text[at + 1] != '\n'));
            if (ends && at + 1 < text.length) {
                starts.add(at + 1);
            }
        }
        starts.add(text.length);
        this.rows = new CsvRows(new CharArrayReader(text));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
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

    private Table.@Nullable Cells read() {
        Table.Cells row;
        try {
            if (!rows.hasNext()) {
                return null;
            }
            row = rows.next();
        } catch (UnusableFile e) {
            if (e.code().equals(FileFault.UNCLOSED_QUOTE.name())) {
                return onlyLine(rows.firstLine());
            }
            throw e;
        }
        if (!row.fault().isEmpty()) {
            return onlyLine(row.line());
        }
        return rows.lastLine() == row.line() ? row : row.withLines(lines(row.line(), rows.lastLine()));
    }

    /** This line as a row. The reading continues with the next line. */
    private Table.Cells onlyLine(long line) {
        Table.Cells row = line(line);
        int from = starts.get((int) line);
        rows = new CsvRows(new CharArrayReader(text, from, text.length - from), line + 1, rows);
        return row;
    }

    private List<Table.Cells> lines(long first, long last) {
        List<Table.Cells> lines = new ArrayList<>();
        for (long line = first; line <= last; line++) {
            lines.add(line(line));
        }
        return lines;
    }

    private Table.Cells line(long line) {
        int from = starts.get((int) line - 1);
        int to = starts.get((int) line);
        while (to > from && (text[to - 1] == '\n' || text[to - 1] == '\r')) {
            to--;
        }
        return new Table.Cells(line, cells(new String(text, from, to - from)), RowReason.BROKEN_QUOTES.name());
    }

    /** The cells of one line. If its quotes do not match, they have no meaning. */
    private List<String> cells(String line) {
        CsvRows alone = new CsvRows(new StringReader(line), 1, rows);
        try {
            return alone.hasNext() ? alone.next().values() : List.of();
        } catch (UnusableFile _) {
            return Pattern.compile(String.valueOf(rows.delimiter()), Pattern.LITERAL)
                    .splitAsStream(line)
                    .map(cell -> cell.replace("\"", ""))
                    .toList();
        }
    }
}
