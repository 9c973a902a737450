package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.FormulaEscaping;
import io.vuelta.domain.export.Sheets;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Exports and upload reports as CSV objects: UTF-8, RFC 4180, lines ended by CRLF. */
public final class CsvObjects implements Sheets, UploadReports {
    private static final String CSV = "text/csv; charset=utf-8";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final BiFunction<String, String, OutputStream> create;

    /**
     * Writes where {@code create} says.
     *
     * @param create from key and content type to a stream; the object comes to be when it is closed
     */
    public CsvObjects(BiFunction<String, String, OutputStream> create) {
        this.create = create;
    }

    @Override
    public Written write(ExportId export, boolean bom, Consumer<Consumer<List<String>>> rows) {
        String key = "exports/" + export + ".csv";
        return new Written(key, print(key, bom, rows));
    }

    @Override
    public String write(UploadId upload, Stream<RowProblem> problems) {
        String key = "reports/" + upload + ".csv";
        String unused = print(key, false, row -> {
            row.accept(List.of("line", "column", "value", "reason", "action"));
            problems.forEach(problem -> row.accept(List.of(
                    String.valueOf(problem.line()),
                    FormulaEscaping.of(StorableText.printable(problem.column())),
                    FormulaEscaping.of(StorableText.printable(problem.value())),
                    problem.reason(),
                    problem.action().wire())));
        });
        return key;
    }

    /** Returns the file's SHA-256, in hex. */
    private String print(String key, boolean bom, Consumer<Consumer<List<String>>> rows) {
        MessageDigest digest = sha256();
        // Closed only when all is written: an object cut short must never come to be.
        OutputStream object = create.apply(key, CSV);
        try {
            Writer text = new BufferedWriter(new OutputStreamWriter(new DigestOutputStream(object, digest), UTF_8));
            if (bom) {
                text.write(BYTE_ORDER_MARK);
            }
            CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
            rows.accept(row -> printRow(printer, row));
            printer.flush();
            object.close();
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + key + " broke off", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void printRow(CSVPrinter printer, List<String> row) {
        try {
            printer.printRecord(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
