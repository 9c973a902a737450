package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.text.Sha256;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes one CSV file: UTF-8, RFC 4180, lines with CRLF. */
final class CsvFile {
    static final String TYPE = "text/csv; charset=utf-8";
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int BUFFER = 64 * 1024;

    private final boolean bom;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;

    CsvFile(boolean bom) {
        this.bom = bom;
    }

    /** Writes all rows to a stream, which stays open. */
    Consumer<OutputStream> of(Consumer<Consumer<List<String>>> rows) {
        return to -> {
            try {
                Writer text = new BufferedWriter(new OutputStreamWriter(new Counting(to), UTF_8), BUFFER);
                if (bom) {
                    text.write(BYTE_ORDER_MARK);
                }
                CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
                rows.accept(row -> print(printer, row));
                printer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("writing a CSV file failed", e);
            }
        };
    }

    private static void print(CSVPrinter printer, List<String> row) {
        try {
            printer.printRecord(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of rows that were written. */
    long bytes() {
        return bytes;
    }

    /** The SHA-256 of the written bytes: 64 lower-case hex digits. Call it once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Counts the written bytes and computes their hash. */
    private final class Counting extends FilterOutputStream {
        private Counting(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            digest.update(some, offset, length);
            bytes += length;
        }
    }
}
