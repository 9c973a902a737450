package io.vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.vuelta.adapters.sqs.SqsOutcomes;
import io.vuelta.domain.settle.OutcomeMessage;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Outcome queue → {@link SettleMessage}. Reports of a batch reach the pacers before any of its messages counts as done. */
public final class SettleHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final SettleMessage settle;
    private final Wakes wakes;
    private final SqsBatchHandler messages;

    public SettleHandler() {
        this(Settings.environment());
    }

    public SettleHandler(Map<String, String> environment) {
        this(SettleWiring.of(Settings.of(environment)));
    }

    public SettleHandler(SettleWiring wiring) {
        this.settle = new SettleMessage(wiring.settle(), wiring.replies(), wiring.results());
        this.wakes = wiring.wakes();
        this.messages = new SqsBatchHandler(wiring.redelivery(), wiring.parallel());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        LineReports reports = new LineReports();
        // Parallel events of one contact would conflict with each other's writes.
        SQSBatchResponse settled = messages.groups(
                event,
                context,
                message -> read(message).group(),
                group -> group.forEach(message -> reports.add(message, settle.apply(read(message), context))));
        List<BatchItemFailure> failed = new ArrayList<>(settled.getBatchItemFailures());
        failed.addAll(messages.again(reports.send(wakes, context)));
        return new SQSBatchResponse(failed);
    }

    private static OutcomeMessage read(SQSMessage message) {
        return SqsOutcomes.read(message.getBody());
    }
}
