package vuelta.domain.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Line;
import vuelta.domain.line.Lines;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.Wakes;
import vuelta.domain.settle.Settle;

/**
 * Asks what became of an attempt whose lease has ended. The end of a lease is a question, not a verdict: a call that
 * still talks is given more time, and one that never began is given back.
 */
public final class AskProvider {
    private final Contacts contacts;
    private final Attempts attempts;
    private final Lines lines;
    private final CallProvider provider;
    private final Settle settle;
    private final GiveBack giveBack;
    private final InstantSource clock;

    public AskProvider(
            Contacts contacts,
            Attempts attempts,
            Lines lines,
            Ledger ledger,
            CallProvider provider,
            Settle settle,
            Wakes wakes,
            InstantSource clock) {
        this.contacts = contacts;
        this.attempts = attempts;
        this.lines = lines;
        this.provider = provider;
        this.settle = settle;
        this.giveBack = new GiveBack(ledger, wakes);
        this.clock = clock;
    }

    public void handle(Command.Ask command) {
        Optional<Contact> found = contacts.find(command.attempt().contact());
        if (found.isEmpty() || !found.get().isSending(command.attempt().number())) {
            return;
        }
        Contact contact = found.get();
        Claim claim = contact.claim();
        Line line = lines.find(command.line()).orElseThrow();
        if (claim != null && !claim.begun()) {
            giveBack.apply(contact, claim, line.id(), "COMMAND_LOST", clock.instant());
            return;
        }
        Attempt attempt = attempts.find(command.attempt()).orElseThrow();
        switch (provider.lookUp(line, attempt)) {
            case CallProvider.LookUp.Known known -> settleKnown(attempt, known);
            case CallProvider.LookUp.NotKnown notKnown ->
                settle.apply(attempt.id(), new CallEvent.NotKnown(clock.instant()));
            case CallProvider.LookUp.Unavailable unavailable -> {
                // The pacer has moved the lease on already: it is asked again then.
            }
        }
    }

    private void settleKnown(Attempt attempt, CallProvider.LookUp.Known known) {
        for (CallEvent event : known.events()) {
            settle.apply(attempt.id(), event);
        }
        // A call that is over, of which the provider itself does not say who answered: that will not be known.
        Instant now = clock.instant();
        settle.apply(attempt.id(), new CallEvent.Undetected(now));
    }
}
