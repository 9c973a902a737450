package io.vuelta.handlers.pace;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Pace queue → {@link PaceLine}. Wake-ups of one line in one batch are one tick; lines tick side by side. */
public final class PaceHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** As many as a batch may have: more of them probably wait. */
    private static final int FULL = 10;

    private final PaceLine pace;
    private final SqsBatchHandler messages;

    public PaceHandler() {
        this(Settings.environment());
    }

    public PaceHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private PaceHandler(Settings settings, SqsClient sqs) {
        this(PaceWiring.of(settings, sqs), new SqsRedelivery(sqs, settings.text("PACE_QUEUE_URL")));
    }

    public PaceHandler(PaceLine pace, Redelivery redelivery) {
        this.pace = pace;
        this.messages = new SqsBatchHandler(redelivery);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        boolean more = event.getRecords().size() >= FULL;
        return messages.groups(
                event, context, message -> SqsWakes.read(message.getBody()).line(), group -> tick(group, more));
    }

    private void tick(List<SQSEvent.SQSMessage> group, boolean more) {
        List<Wake> wakes =
                group.stream().map(message -> SqsWakes.read(message.getBody())).toList();
        pace.tick(wakes.getFirst().line(), wakes, more);
    }
}
