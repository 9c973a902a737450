package vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import vuelta.adapters.sqs.SqsOutcomes;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.settle.Settle;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.LogLine;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/** Outcome queue → {@link Settle}. */
public final class SettleHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Settle settle;

    public SettleHandler() {
        this(Settings.environment());
    }

    public SettleHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    public SettleHandler(Settle settle) {
        this.settle = settle;
    }

    private static Settle wire(Settings settings) {
        Stores stores = Stores.of(settings);
        WallClock clock = new WallClock();
        return new Settle(
                stores.campaigns(),
                stores.contacts(),
                stores.attempts(),
                stores.ledger(),
                stores.doNotContact(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL"), clock),
                clock,
                settings.seconds("TECHNICAL_BACKOFF_SECONDS"));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.each(event, context, message -> settle(message.getBody(), context));
    }

    private void settle(String body, Context context) {
        SqsOutcomes.Outcome outcome = SqsOutcomes.read(body);
        Settle.Result result = settle.apply(outcome.attempt(), outcome.event());
        LogLine.of(context, "settle")
                .with("attempt", outcome.attempt())
                .with("told", outcome.event().getClass().getSimpleName())
                .with("result", result)
                .info();
    }
}
