package io.vuelta.domain.file;

import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.util.stream.Stream;

/** Store of the reports of uploads, as CSV. */
public interface UploadReports {
    /**
     * Writes or overwrites the report.
     *
     * @param problems the problems in the order of their lines; there may be millions, and they are read one by one
     * @return its key in the bucket
     */
    String write(UploadId upload, Stream<RowProblem> problems);
}
