package io.vuelta.domain.file;

import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes an upload's report when every batch is loaded, and marks it as done. This happens after the last batch; it can
 * be repeated safely.
 */
public final class FinishUpload {
    private final Uploads uploads;
    private final UploadReports reports;

    public FinishUpload(Uploads uploads, UploadReports reports) {
        this.uploads = uploads;
        this.reports = reports;
    }

    public void ifComplete(UploadId id) {
        Upload upload = uploads.find(id).orElseThrow(() -> new IllegalStateException("no upload " + id));
        if (upload.status().isOver() || !upload.complete()) {
            return;
        }
        List<RowProblem> shown = new ArrayList<>();
        Stream<RowProblem> problems = inTheFile(uploads.problems(id)).peek(problem -> show(problem, shown));
        String key = reports.write(id, problems);
        uploads.finish(id, shown, key);
    }

    /** The problems of all batches in the order of the file, which is the order of the batches. */
    static Stream<RowProblem> inTheFile(Stream<Uploads.BatchProblems> batches) {
        return batches.flatMap(batch -> batch.problems().stream().sorted(Comparator.comparingLong(RowProblem::line)));
    }

    private static void show(RowProblem problem, List<RowProblem> shown) {
        if (shown.size() < Upload.MAX_SHOWN) {
            shown.add(problem);
        }
    }
}
