package io.vuelta.handlers.pace;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.claim.MissingBatch;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.runtime.LogLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The log lines of a tick. */
final class PaceReports {
    private PaceReports() {}

    /** Writes one line for each claim batch that was closed because the table does not have it any more. */
    static void logMissing(List<MissingBatch> missing, Context context) {
        for (MissingBatch batch : missing) {
            LogLine.of(context, "claim_batch_missing")
                    .with("campaign", batch.campaign())
                    .with("batch", batch.number())
                    .with("claims", batch.claims())
                    .counted()
                    .warn();
        }
    }

    /** Writes one line with the reports of a tick as metrics; none if the tick has no reports. */
    static void log(List<Wake> wakes, Context context) {
        Map<Report.What, Long> counts = new EnumMap<>(Report.What.class);
        wakes.stream()
                .flatMap(wake -> wake.reports().stream())
                .forEach(report -> counts.merge(report.what(), 1L, Long::sum));
        if (counts.isEmpty()) {
            return;
        }
        long unknown = counts.getOrDefault(Report.What.UNANSWERED, 0L);
        LogLine line = LogLine.of(context, "pace")
                .with("line", wakes.getFirst().line())
                .count("attempts_begun", counts.getOrDefault(Report.What.BEGUN, 0L) + unknown)
                .count("attempts_unknown", unknown)
                .count("attempts_ended", counts.getOrDefault(Report.What.ENDED, 0L))
                .count("attempts_failed", counts.getOrDefault(Report.What.FAILED, 0L))
                .count("claims_released", counts.getOrDefault(Report.What.RELEASED, 0L))
                .count("claims_late", wakes.stream().mapToLong(Wake::late).sum());
        wakes.stream()
                .mapToLong(wake -> wake.lead().toMillis())
                .filter(lead -> lead > 0)
                .max()
                .ifPresent(lead -> line.milliseconds("lead_milliseconds", lead));
        line.info();
    }
}
