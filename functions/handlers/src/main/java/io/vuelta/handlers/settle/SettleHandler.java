package io.vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3Transcripts;
import io.vuelta.adapters.sqs.SqsConversationReports;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Outcome queue → {@link Settle}, or {@link RecordResult} for what a conversation has brought. */
public final class SettleHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Settle settle;
    private final RecordResult results;
    private final Wakes wakes;
    private final SqsBatchHandler messages;

    public SettleHandler() {
        this(Settings.environment());
    }

    public SettleHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private SettleHandler(Settings settings, SqsClient sqs) {
        this(settings, Stores.of(settings), new WallClock(), sqs);
    }

    private SettleHandler(Settings settings, Stores stores, WallClock clock, SqsClient sqs) {
        this(
                new Settle(
                        stores.campaigns(),
                        stores.contacts(),
                        stores.attempts(),
                        stores.doNotContact(),
                        stores.userIds(),
                        new ReactToTrouble(stores.campaigns(), stores.lines(), new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")), clock),
                        clock,
                        settings.seconds("TECHNICAL_BACKOFF_SECONDS")),
                new RecordResult(
                        stores.campaigns(),
                        stores.agents(),
                        stores.contacts(),
                        stores.attempts(),
                        stores.conversations(),
                        new S3Transcripts(new S3Objects(Aws.s3(), settings.text("BUCKET"))),
                        clock),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")),
                new SqsRedelivery(sqs, settings.text("OUTCOME_QUEUE_URL")));
    }

    public SettleHandler(Settle settle, RecordResult results, Wakes wakes, Redelivery redelivery) {
        this.settle = settle;
        this.results = results;
        this.wakes = wakes;
        this.messages = new SqsBatchHandler(redelivery);
    }

    /** What is to be reported of a batch goes to each line's pacer in one message, before any message counts as done. */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Map<LineId, List<Report>> reports = new ConcurrentHashMap<>();
        Map<LineId, List<SQSEvent.SQSMessage>> reporting = new ConcurrentHashMap<>();
        Consumer<SQSEvent.SQSMessage> one = message -> {
            Settlement settlement = settle(message.getBody(), context);
            LineId line = settlement.line();
            if (line != null && settlement.report().isPresent()) {
                reports.computeIfAbsent(line, unused -> Collections.synchronizedList(new ArrayList<>()))
                        .add(settlement.report().get());
                reporting
                        .computeIfAbsent(line, unused -> Collections.synchronizedList(new ArrayList<>()))
                        .add(message);
            }
        };
        // Events of one contact would lose their writes to each other.
        SQSBatchResponse response =
                messages.groups(event, context, message -> contactOf(message.getBody()), group -> group.forEach(one));
        List<SQSBatchResponse.BatchItemFailure> failed = new ArrayList<>(response.getBatchItemFailures());
        reports.forEach((line, some) -> {
            if (!isReported(line, some, context)) {
                failed.addAll(messages.again(reporting.getOrDefault(line, List.of())));
            }
        });
        return new SQSBatchResponse(failed);
    }

    private static ContactId contactOf(String body) {
        return SqsConversationReports.read(body)
                .map(SqsConversationReports.Told::attempt)
                .orElseGet(() -> SqsProviderEvents.read(body).attempt())
                .contact();
    }

    /** A message whose report was not taken comes again, and says the same once more. */
    private boolean isReported(LineId line, List<Report> reports, Context context) {
        try {
            wakes.send(Wake.of(line, reports));
            return true;
        } catch (RuntimeException e) {
            LogLine.of(context, "report_failed").with("line", line).error(e);
            return false;
        }
    }

    private Settlement settle(String body, Context context) {
        Optional<SqsConversationReports.Told> told = SqsConversationReports.read(body);
        if (told.isPresent()) {
            record(told.get(), context);
            return new Settlement(Settlement.Result.NOTED, null, Optional.empty());
        }
        ProviderEvents.Outcome outcome = SqsProviderEvents.read(body);
        Settlement settlement = settle.apply(outcome);
        if (settlement.result() == Settlement.Result.ANOTHER_LINE) {
            forged(outcome.attempt(), context);
            return settlement;
        }
        LogLine.of(context, "settle")
                .with("attempt", outcome.attempt())
                .with("told", outcome.event().getClass().getSimpleName())
                .with("result", settlement.result())
                .info();
        return settlement;
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
