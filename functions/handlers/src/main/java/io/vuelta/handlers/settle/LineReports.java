package io.vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the reports of a batch, and sends those of each line to its pacer in one message. Messages may be added from
 * several threads.
 */
final class LineReports {
    private record Reporting(List<Report> reports, List<SQSMessage> messages) {}

    private final Map<String, Reporting> lines = new TreeMap<>();

    synchronized void add(SQSMessage message, Settlement settlement) {
        LineId line = settlement.line();
        if (line != null && settlement.report().isPresent()) {
            Reporting reporting =
                    lines.computeIfAbsent(line.value(), _ -> new Reporting(new ArrayList<>(), new ArrayList<>()));
            reporting.reports().add(settlement.report().get());
            reporting.messages().add(message);
        }
    }

    /**
     * Sends the reports. Returns the messages whose report could not be sent: they are delivered again and cause the
     * same report.
     */
    synchronized List<SQSMessage> send(Wakes wakes, Context context) {
        List<SQSMessage> failed = new ArrayList<>();
        lines.forEach((line, reporting) -> {
            try {
                wakes.send(Wake.of(new LineId(line), reporting.reports()));
            } catch (RuntimeException e) {
                LogLine.of(context, "report_failed").with("line", line).error(e);
                failed.addAll(reporting.messages());
            }
        });
        return failed;
    }
}
