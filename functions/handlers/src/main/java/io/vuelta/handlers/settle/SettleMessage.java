package io.vuelta.handlers.settle;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.settle.OutcomeMessage;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.SettleEarlyReply;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.handlers.runtime.LogLine;
import java.util.Optional;

/** Settles an event, or records the report of a conversation, and logs the result. */
final class SettleMessage {
    private static final Settlement NOTHING_SETTLED = new Settlement(Settlement.Result.NOTED, null, Optional.empty());

    private final Settle settle;
    private final SettleEarlyReply replies;
    private final RecordResult results;

    SettleMessage(Settle settle, SettleEarlyReply replies, RecordResult results) {
        this.settle = settle;
        this.replies = replies;
        this.results = results;
    }

    Settlement apply(OutcomeMessage message, Context context) {
        return switch (message) {
            case OutcomeMessage.Event event -> settle(event.event(), context);
            case OutcomeMessage.Report report -> {
                record(report, context);
                yield NOTHING_SETTLED;
            }
            case OutcomeMessage.Reply early ->
                replies.apply(early.reply()).orElseGet(() -> {
                    LogLine.of(context, "reply_to_others")
                            .with("line", early.reply().line())
                            .info();
                    return NOTHING_SETTLED;
                });
        };
    }

    private Settlement settle(ProviderEvents.ProviderEvent outcome, Context context) {
        Settlement settlement = settle.apply(outcome);
        if (settlement.result() == Settlement.Result.ANOTHER_LINE) {
            forged(outcome.attempt(), context);
            return settlement;
        }
        LogLine.of(context, "settle")
                .with("attempt", outcome.attempt())
                .with("event", outcome.event().getClass().getSimpleName())
                .with("result", settlement.result())
                .info();
        return settlement;
    }

    private void record(OutcomeMessage.Report report, Context context) {
        RecordResult.Recorded recorded = report.line() == null
                ? results.apply(report.attempt(), report.report())
                : results.apply(report.line(), report.attempt(), report.report());
        if (recorded instanceof RecordResult.Recorded.AnotherLine) {
            forged(report.attempt(), context);
            return;
        }
        LogLine.of(context, "result")
                .with("attempt", report.attempt())
                .with("result", recorded.getClass().getSimpleName())
                .info();
    }

    private static void forged(AttemptId attempt, Context context) {
        LogLine.of(context, "webhook_forged")
                .with("attempt", attempt)
                .with("why", "it is another line's attempt")
                .counted()
                .warn();
    }
}
