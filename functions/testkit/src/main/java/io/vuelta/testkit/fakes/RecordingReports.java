package io.vuelta.testkit.fakes;

import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keeps each upload's report. */
public final class RecordingReports implements UploadReports {
    private final Map<UploadId, List<RowProblem>> reports = new HashMap<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on reports every {@code reports.write} to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public String write(UploadId upload, Stream<RowProblem> problems) {
        faults.before("reports.write");
        synchronized (this) {
            reports.put(upload, problems.toList());
        }
        faults.after("reports.write");
        return "reports/" + upload + ".csv";
    }

    /** The report of an upload; empty if there is none. */
    public synchronized List<RowProblem> of(UploadId upload) {
        return reports.getOrDefault(upload, List.of());
    }
}
