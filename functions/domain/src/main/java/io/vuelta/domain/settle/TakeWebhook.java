package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.domain.suppression.ApplyConsent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processes a provider's webhook request. It sends the events of attempts to the queue, and immediately handles data
 * without an attempt: consents, replies, and errors of the line. Safe to repeat.
 */
public final class TakeWebhook {
    private final ProviderEvents events;
    private final ConversationReports reports;
    private final CheckReport check;
    private final ApplyConsent consents;
    private final ReceivedMessages received;
    private final AgentReplies replies;
    private final EarlyReplies early;
    private final ReactToTrouble trouble;

    public TakeWebhook(
            ProviderEvents events,
            ConversationReports reports,
            CheckReport check,
            ApplyConsent consents,
            ReceivedMessages received,
            AgentReplies replies,
            EarlyReplies early,
            ReactToTrouble trouble) {
        this.events = events;
        this.reports = reports;
        this.check = check;
        this.consents = consents;
        this.received = received;
        this.replies = replies;
        this.early = early;
        this.trouble = trouble;
    }

    /** The response to the provider. */
    public sealed interface Taken {
        record Done() implements Taken {}

        /** The provider needs a response with a body, e.g. TwiML. */
        record Answered(String contentType, String answer) implements Taken {}

        /**
         * The request had several events.
         *
         * @param ignored the reason for each ignored event; for the log
         * @param again the reason for each event that could not be processed; if not empty, the provider must post the
         *     whole request again
         */
        record Batch(List<String> ignored, List<String> again) implements Taken {
            public Batch {
                ignored = List.copyOf(ignored);
                again = List.copyOf(again);
            }
        }

        /**
         * The report is invalid: its campaign is unknown, a tag or field does not exist in the agent, or a value is
         * invalid.
         */
        record Refused(ConversationReport.Refusal why) implements Taken {}

        /** The signature is missing or wrong, or the line does not exist. */
        record Forged(String why) implements Taken {}

        /** The request is genuine, and cannot be parsed. */
        record Malformed(String why) implements Taken {}
    }

    /** Processes the request. Throws the exception of the queue if a single event cannot be sent. */
    public Taken take(ParsedEvent parsed, WebhookRequest posted) {
        return switch (parsed) {
            case ParsedEvent.Event event -> {
                events.send(outcome(event, posted));
                yield new Taken.Done();
            }
            case ParsedEvent.Answered answered -> {
                if (answered.event() != null) {
                    events.send(outcome(answered.event(), posted));
                }
                yield new Taken.Answered(answered.contentType(), answered.answer());
            }
            case ParsedEvent.Events several -> batch(several, posted);
            case ParsedEvent.Report report -> report(report, posted);
            case ParsedEvent.InvalidReport invalid -> {
                boolean counts = optOut(invalid.rest(), posted);
                yield new Taken.Malformed(invalid.why() + (counts ? ConversationReport.OPT_OUT_COUNTS : ""));
            }
            case ParsedEvent.OfCall call -> ofCall(call);
            case ParsedEvent.Nothing _ -> new Taken.Done();
            case ParsedEvent.Forged forged -> new Taken.Forged(forged.why());
            case ParsedEvent.Malformed malformed -> new Taken.Malformed(malformed.why());
        };
    }

    /** Processes several events. An event that cannot be processed now does not prevent the others. */
    private Taken batch(ParsedEvent.Events several, WebhookRequest posted) {
        List<String> again = new ArrayList<>(several.again());
        LineId line = posted.line();
        several.consents().forEach(consent -> attempt(() -> consents.apply(consent), again));
        List<ProviderEvents.ProviderEvent> outcomes =
                several.events().stream().map(event -> outcome(event, posted)).toList();
        attempt(() -> events.sendAll(outcomes), again);
        several.received().forEach(message -> attempt(() -> received.put(message), again));
        several.reports()
                .forEach(of -> attempt(() -> replies.note(of.attempt(), of.reply(), of.status(), of.error()), again));
        several.early().forEach(reply -> attempt(() -> early.send(reply), again));
        several.troubles()
                .forEach(of -> attempt(() -> trouble.reported(line, of.trouble(), of.reason(), of.at()), again));
        return new Taken.Batch(several.ignored(), again);
    }

    private static void attempt(Runnable step, List<String> again) {
        try {
            step.run();
        } catch (RuntimeException e) {
            again.add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Checks a report, so that the response of this request can already report an error. */
    private Taken report(ParsedEvent.Report report, WebhookRequest posted) {
        Optional<ConversationReport.Refusal> refusal = check.refusal(report.attempt(), report.report());
        if (refusal.isPresent()) {
            return new Taken.Refused(optOut(report, posted) ? refusal.get().withOptOut() : refusal.get());
        }
        reports.send(posted.line(), report.attempt(), report.report());
        return new Taken.Done();
    }

    /** Sends the opt-out of a report that is refused; false if it has none, or its campaign is unknown. */
    private boolean optOut(ParsedEvent.Report report, WebhookRequest posted) {
        Optional<ConversationReport> only = report.report()
                .optOutOnly()
                .filter(optOut -> check.refusal(report.attempt(), optOut).isEmpty());
        only.ifPresent(optOut -> reports.send(posted.line(), report.attempt(), optOut));
        return only.isPresent();
    }

    /**
     * Sends the events and the report of a call. The report matches the agent, because the agent's result table was
     * applied; if the agent has changed since, the reader of the queue drops the report.
     */
    private Taken ofCall(ParsedEvent.OfCall call) {
        List<ProviderEvents.ProviderEvent> outcomes = call.events().stream()
                .map(event -> new ProviderEvents.ProviderEvent(call.line(), call.attempt(), event))
                .toList();
        events.sendAll(outcomes);
        if (call.report() != null) {
            reports.send(call.line(), call.attempt(), call.report());
        }
        return new Taken.Done();
    }

    private static ProviderEvents.ProviderEvent outcome(ParsedEvent.Event event, WebhookRequest posted) {
        return new ProviderEvents.ProviderEvent(posted.line(), event.attempt(), event.event());
    }
}
