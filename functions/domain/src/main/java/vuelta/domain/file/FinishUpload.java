package vuelta.domain.file;

import java.util.Comparator;
import java.util.List;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;
import vuelta.domain.upload.Uploads;

/** Writes an upload's report once every batch is in, and calls it done. Whoever comes last does it; again is harmless. */
public final class FinishUpload {
    private final Uploads uploads;
    private final Reports reports;

    public FinishUpload(Uploads uploads, Reports reports) {
        this.uploads = uploads;
        this.reports = reports;
    }

    public void ifComplete(UploadId id) {
        Upload upload = uploads.find(id).orElseThrow(() -> new IllegalStateException("no upload " + id));
        if (upload.status().isOver() || !upload.complete()) {
            return;
        }
        List<RowProblem> problems = uploads.problems(id).stream()
                .sorted(Comparator.comparingInt(Uploads.BatchProblems::number))
                .flatMap(batch -> batch.problems().stream())
                .sorted(Comparator.comparingLong(RowProblem::line))
                .toList();
        String key = reports.write(id, problems);
        uploads.finish(id, problems.stream().limit(Upload.MOST_SHOWN).toList(), key);
    }
}
