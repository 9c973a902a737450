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
 * Carries out what a provider has posted: sends the events of attempts to be settled, and writes at once what concerns no
 * attempt: consents, replies, and trouble of the line. Safe to repeat.
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

    /** The answer to the provider. */
    public sealed interface Taken {
        record Done() implements Taken {}

        /** The sender waits for an answer, e.g. TwiML. */
        record Answered(String contentType, String answer) implements Taken {}

        /**
         * Several things were posted at once.
         *
         * @param ignored why, of each thing of no consequence; for the log
         * @param again why, of each thing that could not be carried out: unless empty, the provider is asked to post the
         *     whole again
         */
        record Batch(List<String> ignored, List<String> again) implements Taken {
            public Batch {
                ignored = List.copyOf(ignored);
                again = List.copyOf(again);
            }
        }

        /** The report is invalid: its campaign is unknown, or a value is not one of its agent or is not usable. */
        record Refused(ConversationReport.Refusal why) implements Taken {}

        /** Its signature is missing or wrong, or it is for a line that we do not have. */
        record Forged(String why) implements Taken {}

        /** Genuine, and not understood. */
        record Malformed(String why) implements Taken {}
    }

    /** Throws what the queues throw if a single event cannot be sent to be settled. */
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
            case ParsedEvent.OfCall call -> ofCall(call);
            case ParsedEvent.Nothing nothing -> new Taken.Done();
            case ParsedEvent.Forged forged -> new Taken.Forged(forged.why());
            case ParsedEvent.Malformed malformed -> new Taken.Malformed(malformed.why());
        };
    }

    /** A thing that cannot be carried out now does not hold up the others. */
    private Taken batch(ParsedEvent.Events several, WebhookRequest posted) {
        List<String> again = new ArrayList<>(several.again());
        LineId line = posted.line();
        several.consents().forEach(consent -> attempt(() -> consents.apply(consent), again));
        List<ProviderEvents.Outcome> outcomes =
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

    /** A report that the agent does not know is refused at once, while its sender listens. */
    private Taken report(ParsedEvent.Report report, WebhookRequest posted) {
        Optional<ConversationReport.Refusal> refusal = check.refusal(report.attempt(), report.report());
        if (refusal.isPresent()) {
            return new Taken.Refused(refusal.get());
        }
        reports.send(posted.line(), report.attempt(), report.report());
        return new Taken.Done();
    }

    /**
     * The report is the agent's own by its table, unless the agent has changed since: then the queue's reader leaves
     * it.
     */
    private Taken ofCall(ParsedEvent.OfCall call) {
        List<ProviderEvents.Outcome> outcomes = call.events().stream()
                .map(event -> new ProviderEvents.Outcome(call.line(), call.attempt(), event))
                .toList();
        events.sendAll(outcomes);
        if (call.report() != null) {
            reports.send(call.line(), call.attempt(), call.report());
        }
        return new Taken.Done();
    }

    private static ProviderEvents.Outcome outcome(ParsedEvent.Event event, WebhookRequest posted) {
        return new ProviderEvents.Outcome(posted.line(), event.attempt(), event.event());
    }
}
