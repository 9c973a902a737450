package vuelta.domain.file;

import java.util.List;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/** Where the reports of uploads are written, as CSV. */
public interface Reports {
    /**
     * Writes or overwrites the report.
     *
     * @return its key in the bucket
     */
    String write(UploadId upload, List<RowProblem> problems);
}
