package vuelta.domain.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Line;
import vuelta.domain.line.Lines;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.Wakes;
import vuelta.domain.settle.Settle;

/**
 * Asks what became of an attempt whose lease has ended. The end of a lease is a question, not a verdict: a call that
 * still talks is given more time, and one that never began is given back. A provider of messages cannot be asked: a
 * message that no event has named for an hour counts as failed, and is not sent again. A call that still goes on though its
 * campaign was cancelled to hang up is hung up.
 */
public final class AskProvider {
    /** WhatsApp repeats its events for days, but the first of them comes at once. */
    static final Duration UNHEARD_AFTER = Duration.ofHours(1);

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Lines lines;
    private final Ledger ledger;
    private final CallProvider calls;
    private final Settle settle;
    private final Wakes wakes;
    private final GiveBack giveBack;
    private final InstantSource clock;

    public AskProvider(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Lines lines,
            Ledger ledger,
            CallProvider calls,
            Settle settle,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.lines = lines;
        this.ledger = ledger;
        this.calls = calls;
        this.settle = settle;
        this.wakes = wakes;
        this.giveBack = new GiveBack(ledger, wakes);
        this.clock = clock;
    }

    public void handle(Command.Ask command) {
        Optional<Contact> found = contacts.find(command.attempt().contact());
        if (found.isEmpty() || !found.get().isSending(command.attempt().number())) {
            // An earlier delivery of the command may have got that far and died before waking the line.
            wakes.wake(command.line());
            return;
        }
        Contact contact = found.get();
        Claim claim = contact.claim();
        Campaign campaign = campaigns.find(command.attempt().campaign()).orElseThrow();
        if (claim != null && !claim.begun()) {
            giveBack.apply(campaign, contact, claim, "COMMAND_LOST", clock.instant());
            return;
        }
        Attempt attempt = attempts.find(command.attempt()).orElseThrow();
        switch (attempt) {
            case Call call -> {
                Line line = lines.find(command.line()).orElseThrow();
                ask(call, line);
                if (campaign.hangsUp()) {
                    hangUp(call.id(), line);
                }
            }
            case Message message -> unheard(message, contact, campaign);
        }
    }

    private void ask(Call call, Line line) {
        switch (calls.lookUp(line, call)) {
            case CallProvider.LookUp.Known known -> settleKnown(call, known);
            case CallProvider.LookUp.NotKnown notKnown ->
                settle.apply(call.id(), new CallEvent.NotKnown(clock.instant()));
            case CallProvider.LookUp.Unavailable unavailable -> {
                // The pacer has moved the lease on already: it is asked again then.
            }
        }
    }

    /** As it stands after asking: one whose id nobody knows yet is asked after, and hung up, another time. */
    private void hangUp(AttemptId id, Line line) {
        if (attempts.find(id).orElseThrow() instanceof Call call && call.providerId() != null && !call.isOver()) {
            calls.hangUp(line, call);
        }
    }

    private void settleKnown(Call call, CallProvider.LookUp.Known known) {
        for (CallEvent event : known.events()) {
            settle.apply(call.id(), event);
        }
        // A call that is over, of which the provider itself does not say who answered: that will not be known.
        settle.apply(call.id(), new CallEvent.Undetected(clock.instant()));
    }

    private void unheard(Message message, Contact contact, Campaign campaign) {
        Instant now = clock.instant();
        Instant until = message.createdAt().plus(UNHEARD_AFTER);
        if (now.isBefore(until)) {
            // If that is lost, the pacer has moved the lease on already.
            ledger.commit(Commit.contact(campaign, contact, contact.lookAgain(until)));
        } else {
            settle.apply(message.id(), new MessageEvent.Unheard(now));
        }
    }
}
