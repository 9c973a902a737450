package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.settle.ProviderEvents;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hangs up as soon as a provider reports that a machine has answered a call of a campaign that hangs up on machines.
 * The event also reaches the line's pacer through the queues, some seconds later: the pacer hangs up if this fails.
 */
public final class HangUpOnMachines implements ProviderEvents {
    private final ProviderEvents events;
    private final Campaigns campaigns;
    private final Attempts attempts;
    private final Lines lines;
    private final Supplier<CallProvider> calls;

    /**
     * Adds the hang-up to these receivers of events.
     *
     * @param events receives every event before its call may be hung up
     * @param calls the call provider; requested when the first call must be hung up
     */
    public HangUpOnMachines(
            ProviderEvents events, Campaigns campaigns, Attempts attempts, Lines lines, Supplier<CallProvider> calls) {
        this.events = events;
        this.campaigns = campaigns;
        this.attempts = attempts;
        this.lines = lines;
        this.calls = calls;
    }

    @Override
    public void send(ProviderEvent outcome) {
        events.send(outcome);
        hangUp(outcome);
    }

    @Override
    public void sendAll(List<ProviderEvent> outcomes) {
        events.sendAll(outcomes);
        outcomes.forEach(this::hangUp);
    }

    private void hangUp(ProviderEvent outcome) {
        LineId reportingLine = outcome.line();
        if (reportingLine == null || !isMachine(outcome.event()) || !hangsUp(outcome.attempt())) {
            return;
        }
        underWay(outcome.attempt(), reportingLine)
                .ifPresent(call ->
                        lines.find(reportingLine).ifPresent(line -> calls.get().hangUp(line, call)));
    }

    /** Whether a machine has answered a call that is still in progress. */
    private static boolean isMachine(AttemptEvent event) {
        return switch (event) {
            case CallEvent.Detected detected -> detected.answeredBy() == AnsweredBy.MACHINE;
            case CallEvent.Reported reported ->
                reported.answeredBy() == AnsweredBy.MACHINE
                        && !reported.status().isOver();
            default -> false;
        };
    }

    private boolean hangsUp(AttemptId attempt) {
        return campaigns
                .find(attempt.campaign())
                .filter(campaign -> campaign.settings().opening().hangsUpOnMachines())
                .isPresent();
    }

    /**
     * The call under way; empty if the event was signed with another line's secret, or if the call has no provider's id
     * and cannot be hung up.
     */
    private Optional<Call> underWay(AttemptId attempt, LineId reportingLine) {
        return attempts.find(attempt)
                .filter(found -> found instanceof Call call
                        && call.line().equals(reportingLine)
                        && call.state().providerId() != null
                        && !call.isOver())
                .map(Call.class::cast);
    }
}
