package vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import java.util.Optional;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.s3.S3Transcripts;
import vuelta.adapters.sqs.SqsConversationReports;
import vuelta.adapters.sqs.SqsOutcomes;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.action.RecordResult;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.pace.Wakes;
import vuelta.domain.settle.Outcomes;
import vuelta.domain.settle.Settle;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.LogLine;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/** Outcome queue → {@link Settle}, or {@link RecordResult} for what a conversation has brought. */
public final class SettleHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Settle settle;
    private final RecordResult results;

    public SettleHandler() {
        this(Settings.environment());
    }

    public SettleHandler(Map<String, String> environment) {
        this(Settings.of(environment));
    }

    private SettleHandler(Settings settings) {
        this(settings, Stores.of(settings), new WallClock());
    }

    private SettleHandler(Settings settings, Stores stores, WallClock clock) {
        this(settings, stores, new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL"), clock), clock);
    }

    private SettleHandler(Settings settings, Stores stores, Wakes wakes, WallClock clock) {
        this(
                new Settle(
                        stores.campaigns(),
                        stores.contacts(),
                        stores.attempts(),
                        stores.ledger(),
                        stores.doNotContact(),
                        wakes,
                        clock,
                        settings.seconds("TECHNICAL_BACKOFF_SECONDS")),
                new RecordResult(
                        stores.campaigns(),
                        stores.agents(),
                        stores.contacts(),
                        stores.attempts(),
                        new S3Transcripts(new S3Objects(Aws.s3(), settings.text("BUCKET"))),
                        stores.ledger(),
                        wakes,
                        clock));
    }

    public SettleHandler(Settle settle, RecordResult results) {
        this.settle = settle;
        this.results = results;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.each(event, context, message -> settle(message.getBody(), context));
    }

    private void settle(String body, Context context) {
        Optional<SqsConversationReports.Told> told = SqsConversationReports.read(body);
        if (told.isPresent()) {
            record(told.get(), context);
            return;
        }
        Outcomes.Outcome outcome = SqsOutcomes.read(body);
        Settle.Result result = settle.apply(outcome);
        if (result == Settle.Result.ANOTHER_LINE) {
            forged(outcome.attempt(), context);
            return;
        }
        LogLine.of(context, "settle")
                .with("attempt", outcome.attempt())
                .with("told", outcome.event().getClass().getSimpleName())
                .with("result", result)
                .info();
    }

    private void record(SqsConversationReports.Told told, Context context) {
        RecordResult.Recorded recorded = told.line() == null
                ? results.apply(told.attempt(), told.report())
                : results.apply(told.line(), told.attempt(), told.report());
        if (recorded instanceof RecordResult.Recorded.AnotherLine) {
            forged(told.attempt(), context);
            return;
        }
        LogLine.of(context, "result")
                .with("attempt", told.attempt())
                .with("result", recorded.getClass().getSimpleName())
                .info();
    }

    /** Counted by the log group's metric filter, by its word. */
    private static void forged(AttemptId attempt, Context context) {
        LogLine.of(context, "webhook_forged")
                .with("attempt", attempt)
                .with("why", "\"it is another line's attempt\"")
                .warn();
    }
}
