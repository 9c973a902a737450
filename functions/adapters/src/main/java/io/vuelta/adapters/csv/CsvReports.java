package io.vuelta.adapters.csv;

import io.vuelta.domain.export.FormulaEscaping;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.util.List;
import java.util.stream.Stream;

/** Upload reports as CSV objects. */
public final class CsvReports implements UploadReports {
    private final ObjectWriter objects;

    public CsvReports(ObjectWriter objects) {
        this.objects = objects;
    }

    @Override
    public String write(UploadId upload, Stream<RowProblem> problems) {
        String key = "reports/" + upload + ".csv";
        CsvFile file = new CsvFile(false);
        objects.write(key, CsvFile.TYPE, file.of(row -> {
            row.accept(List.of("line", "column", "value", "reason", "action"));
            problems.forEach(problem -> row.accept(List.of(
                    String.valueOf(problem.line()),
                    FormulaEscaping.of(StorableText.printable(problem.column())),
                    FormulaEscaping.of(StorableText.printable(problem.value())),
                    problem.reason(),
                    problem.action().wire())));
        }));
        return key;
    }
}
