package io.vuelta.handlers.pace;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.claim.MissingBatch;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import java.util.List;
import java.util.Map;

/**
 * Pace queue → {@link PaceLine}. All wake-ups of one line in one batch cause one tick; the lines of a batch run in
 * parallel.
 */
public final class PaceHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** The maximum number of messages of a batch. If a batch is full, more messages probably wait in the queue. */
    private static final int FULL = 10;

    private final PaceLine pace;
    private final SqsBatchHandler messages;

    public PaceHandler() {
        this(Settings.environment());
    }

    public PaceHandler(Map<String, String> environment) {
        this(PaceWiring.of(Settings.of(environment)));
    }

    public PaceHandler(PaceWiring wiring) {
        this.pace = wiring.pace();
        this.messages = new SqsBatchHandler(wiring.redelivery(), wiring.parallel());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        boolean more = event.getRecords().size() >= FULL;
        return messages.groups(
                event,
                context,
                message -> SqsWakes.read(message.getBody()).line(),
                group -> tick(group, more, context));
    }

    private void tick(List<SQSEvent.SQSMessage> group, boolean more, Context context) {
        List<Wake> wakes =
                group.stream().map(message -> SqsWakes.read(message.getBody())).toList();
        List<MissingBatch> missing = pace.tick(wakes.getFirst().line(), wakes, more);
        PaceReports.log(wakes, context);
        PaceReports.logMissing(missing, context);
    }
}
