package io.vuelta.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.file.Table;
import io.vuelta.domain.file.UnusableFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and their lines. The hostile files of the ingest function's tests use the same code. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CsvRowsTest {
    private static final String ALPHABET = "aé🙂,,;\t|\"\"\" \n\r";

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    /** A reader that returns a few characters at a time, like a network. */
    private static final class Trickle extends Reader {
        private final Reader text;
        private final Random random;

        Trickle(String text, Random random) {
            this.text = new StringReader(text);
            this.random = random;
        }

        @Override
        public int read(char[] to, int offset, int length) throws IOException {
            return text.read(to, offset, Math.min(length, 1 + random.nextInt(20)));
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    private static List<Table.Cells> rows(Reader text) throws IOException {
        List<Table.Cells> rows = new ArrayList<>();
        new CsvRows(text).forEachRemaining(rows::add);
        return rows;
    }

    /** Any cells written by a CSV writer are read back unchanged. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void csv_text_is_read_as_commons_csv_reads_it(long seed) throws IOException {
        Random random = new Random(seed);
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        StringBuilder text = new StringBuilder("header" + delimiter + "x" + end);
        for (int row = random.nextInt(60); row >= 0; row--) {
            for (int cell = random.nextInt(5); cell >= 0; cell--) {
                write(text, random, delimiter);
                text.append(cell > 0 ? String.valueOf(delimiter) : end);
            }
        }
        List<List<String>> expected = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text.toString()))
                .setFormat(CSVFormat.RFC4180.builder().setDelimiter(delimiter).get())
                .get()) {
            for (CSVRecord row : parser) {
                expected.add(row.toList());
            }
        }
        // An empty quoted cell, alone in its line, is a row.
        expected.removeIf(row -> row.equals(List.of("")));

        List<Table.Cells> read = rows(new Trickle(text.toString(), random));

        assertThat(read)
                .extracting(Table.Cells::values)
                .filteredOn(row -> !row.equals(List.of("")))
                .isEqualTo(expected);
        assertThat(read).allMatch(row -> row.fault().isEmpty());
        assertThat(read).isEqualTo(rows(new StringReader(text.toString())));
    }

    private static void write(StringBuilder text, Random random, char delimiter) {
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(4) == 0 ? 0 : random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length()));
            cell.appendCodePoint(ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, at)));
        }
        String value = cell.toString();
        boolean needsQuotes = value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0
                || value.indexOf(delimiter) >= 0;
        text.append(needsQuotes || random.nextInt(4) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value);
    }

    @Test
    void the_line_number_of_a_row_is_that_of_its_first_character() throws IOException {
        String text = "a,b\r\n\r\n1,\"x\r\ny\nz\"\r2,\n\n\"3\n\"";

        assertThat(rows(new StringReader(text))).extracting(Table.Cells::line).containsExactly(1L, 3L, 6L, 8L);
    }

    @ParameterizedTest
    @ValueSource(ints = {CsvRows.MAX_ROW_LENGTH / 2, CsvRows.MAX_ROW_LENGTH - 10})
    void a_row_may_be_long(int length) throws IOException {
        String text = "a\n" + "y".repeat(length) + "\nb";

        assertThat(rows(new StringReader(text)))
                .hasSize(3)
                .extracting(Table.Cells::line)
                .containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\""})
    void a_row_beyond_the_limit_is_refused(String quote) {
        Reader endless = new Reader() {
            private boolean begun;

            @Override
            public int read(char[] to, int offset, int length) {
                String start = begun ? "" : "a\n" + quote;
                begun = true;
                for (int i = 0; i < length; i++) {
                    to[offset + i] = i < start.length() ? start.charAt(i) : 'y';
                }
                return length;
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> rows(endless))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(String.valueOf(CsvRows.MAX_ROW_LENGTH));
    }
}
