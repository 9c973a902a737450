package vuelta.domain.dispatch;

import java.time.Instant;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;

/** Gives a claim back whose attempt does not begin: its place and its count are free again, and the line plans anew. */
final class GiveBack {
    private final Ledger ledger;
    private final Wakes wakes;

    GiveBack(Ledger ledger, Wakes wakes) {
        this.ledger = ledger;
        this.wakes = wakes;
    }

    void apply(Contact contact, Claim claim, LineId line, String reason, Instant now) {
        // Due at once: the pacer knows when it may be tried, and finds it without a sweep.
        Contact back = contact.givenBack(now, reason, now);
        ledger.commit(Commit.giveBack(contact, back, claim.day()));
        wakes.wake(line);
    }
}
