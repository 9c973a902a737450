package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.ReleaseClaim;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.ConversationReports;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.domain.window.ContactZones;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Requests the status of an attempt that has had no report for a long time. The request does not end the attempt: a
 * call that is still in progress gets more time, and a claim whose attempt never began is released. If the provider
 * cannot return the status for 24 hours, the call counts as failed, and is not repeated. The status of a message cannot
 * be requested: a message without any event for an hour counts as failed, and is not sent again. If a
 * call is still in progress although its campaign was cancelled with hang-up, or a machine has answered and the
 * campaign hangs up on machines, it is hung up. A call that its provider has queued, and that must not be dialled any
 * more, is cancelled.
 */
public final class AskProvider {
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Lines lines;
    private final CallProvider calls;
    private final Settle settle;
    private final ConversationReports conversations;
    private final Wakes wakes;
    private final ContactZones zones;
    private final ReleaseClaim releaseClaim;
    private final InstantSource clock;

    public AskProvider(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Lines lines,
            CallProvider calls,
            Settle settle,
            ConversationReports conversations,
            Wakes wakes,
            ContactZones zones,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.lines = lines;
        this.calls = calls;
        this.settle = settle;
        this.conversations = conversations;
        this.wakes = wakes;
        this.zones = zones;
        this.releaseClaim = new ReleaseClaim(contacts);
        this.clock = clock;
    }

    public void handle(Command.Ask command) {
        List<Report> reports = ask(command);
        wakes.send(Wake.of(command.line(), reports));
    }

    private List<Report> ask(Command.Ask command) {
        Campaign campaign = campaigns.find(command.attempt().campaign()).orElseThrow();
        Optional<Contact> found = contacts.find(command.attempt().contact());
        if (found.isEmpty()) {
            return List.of();
        }
        Contact contact = found.get();
        Claim claim = contact.claim();
        if (claim == null || !contact.holds(command.place())) {
            // A function that crashed before its report may have written the end. Only an attempt that began is looked
            // up, so its own record has the day.
            return contact.attempt(command.attempt().number())
                    .filter(attempt -> attempt.place().equals(command.place()))
                    .flatMap(attempt -> ClaimReports.ofEnded(
                            contact,
                            command.place(),
                            campaign,
                            campaign.settings().dayOf(attempt.createdAt())))
                    .map(List::of)
                    .orElse(List.of());
        }
        Optional<Attempt> attempt = contact.attempt(claim.attempt());
        if (attempt.isEmpty()) {
            return releaseClaim.release(campaign, contact, TimelineCode.COMMAND_LOST.name(), clock.instant())
                            instanceof ReleaseClaim.Result.Released released
                    ? List.of(released.report())
                    : List.of();
        }
        return switch (attempt.get()) {
            case Call call -> ask(call, lines.find(command.line()).orElseThrow(), campaign, contact);
            case Message message -> failIfNeverReported(message);
        };
    }

    private List<Report> ask(Call call, Line line, Campaign campaign, Contact contact) {
        List<Report> reports = switch (calls.lookUp(line, call)) {
            case CallProvider.LookUp.Known known -> {
                if (known.report() != null) {
                    conversations.send(line.id(), call.id(), known.report());
                }
                Instant now = clock.instant();
                List<AttemptEvent> events = new ArrayList<>(known.events());
                // The call is over and the provider does not report who answered: this stays unknown.
                events.add(new CallEvent.Undetected(now));
                yield events.stream()
                        .flatMap(event -> settle.found(call.id(), event, now).report().stream())
                        .toList();
            }
            // A call with a provider's id was placed, so the provider's answer does not show how it ended.
            case CallProvider.LookUp.NotKnown _ ->
                call.state().providerId() == null
                        ? settle(call.id(), List.of(new CallEvent.NotKnown(clock.instant())))
                        : notLookedUp(call, campaign);
            case CallProvider.LookUp.Unavailable _ -> notLookedUp(call, campaign);
        };
        endUnwanted(call.id(), line, campaign, contact);
        return reports;
    }

    /**
     * Records the first failed look-up, and reports an unanswered attempt: the process that began it may have crashed
     * before it sent this report. An attempt without problems does not need this write. The pacer has already set its
     * next look, and the status is requested again then; 24 hours after the first failed look-up the attempt ends.
     */
    private List<Report> notLookedUp(Call call, Campaign campaign) {
        Instant now = clock.instant();
        Instant first = call.eventTimes().get(TimelineCode.LOOK_UP_FAILED.name());
        if (first != null && !now.isBefore(first.plus(Call.MAX_TIME_WITHOUT_LOOK_UP))) {
            return settle(call.id(), List.of(new CallEvent.NeverLookedUp(now)));
        }
        List<Report> reports = settle(call.id(), List.of(new CallEvent.NotLookedUp(now)));
        // An event may have reported it in the meantime.
        boolean stillUnanswered = attempts.find(call.id())
                .filter(attempt ->
                        attempt instanceof Call latest && latest.state().isUnanswered())
                .isPresent();
        return stillUnanswered
                ? List.of(new Report(campaign.id(), call.place(), Report.What.UNANSWERED, null, call.createdAt()))
                : reports;
    }

    private List<Report> settle(AttemptId id, List<AttemptEvent> events) {
        return events.stream()
                .flatMap(event -> settle.apply(id, event).report().stream())
                .toList();
    }

    /**
     * Ends a call that must not continue. If the provider's id of the call is not known yet, it is hung up after a
     * later look-up.
     */
    private void endUnwanted(AttemptId id, Line line, Campaign campaign, Contact contact) {
        if (!(attempts.find(id).orElseThrow() instanceof Call call)) {
            return;
        }
        if (!campaign.state().hangsUp() && !call.isUnwantedBy(campaign)) {
            takeBack(call, line, campaign, contact);
        } else if (call.state().providerId() != null && !call.isOver()) {
            end(call, line, campaign, contact);
        }
    }

    /** Ends a call. A message for a machine is recorded before it is left, so that it is never left twice. */
    private void end(Call call, Line line, Campaign campaign, Contact contact) {
        String message = campaign.settings().opening() instanceof MessageContent.FirstMessage first
                ? first.phone().leftMessage()
                : null;
        if (campaign.state().hangsUp() || message == null) {
            calls.hangUp(line, call);
        } else if (!call.hasLeftMessage()) {
            var _ = settle(call.id(), List.of(new CallEvent.MessageLeft(clock.instant())));
            calls.leaveMessage(line, call, Placeholders.fill(message, contacts.withData(contact)));
        }
    }

    /** Cancels a call that the provider has queued, if it must not be dialled any more. */
    private void takeBack(Call call, Line line, Campaign campaign, Contact contact) {
        Set<ZoneId> places = LastChecks.zonesOf(contact, campaign.settings(), zones);
        if (QueuedCalls.isTooLate(call, campaign, places, clock.instant())) {
            calls.takeBack(line, call);
        }
    }

    private List<Report> failIfNeverReported(Message message) {
        Instant now = clock.instant();
        return now.isBefore(message.createdAt().plus(Message.MAX_TIME_WITHOUT_EVENT))
                ? List.of()
                : settle(message.id(), List.of(new MessageEvent.NeverReported(now)));
    }
}
