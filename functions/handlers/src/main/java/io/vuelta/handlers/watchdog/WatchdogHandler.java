package io.vuelta.handlers.watchdog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.WakeLines;
import io.vuelta.domain.retention.OrderRemovals;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Every hour → {@link WakeLines}, and once a day {@link OrderRemovals}. A metric of the log line counts lines whose
 * alarm was lost.
 */
public final class WatchdogHandler implements RequestHandler<ScheduledEvent, Integer> {
    private final WakeLines wakeLines;
    private final OrderRemovals removals;

    public WatchdogHandler() {
        this(Settings.environment());
    }

    public WatchdogHandler(Map<String, String> environment) {
        this(WatchdogWiring.of(Settings.of(environment)));
    }

    public WatchdogHandler(WatchdogWiring wiring) {
        this.wakeLines = wiring.wakeLines();
        this.removals = wiring.removals();
    }

    /** Returns the number of lines whose alarm was lost. */
    @Override
    public Integer handleRequest(ScheduledEvent event, Context context) {
        List<LineId> rescued = wakeLines.wakeAll();
        removals.inHourOf(Instant.ofEpochMilli(event.getTime().getMillis()));
        rescued.forEach(line -> LogLine.of(context, "watchdog_rescue")
                .with("line", line)
                .counted()
                .warn());
        return rescued.size();
    }
}
