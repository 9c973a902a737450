package vuelta.domain.dispatch;

import java.time.Instant;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.pace.Wakes;

/** Gives a claim back whose attempt does not begin: its place and its count are free again, and the line plans anew. */
final class GiveBack {
    private final Ledger ledger;
    private final Wakes wakes;

    GiveBack(Ledger ledger, Wakes wakes) {
        this.ledger = ledger;
        this.wakes = wakes;
    }

    boolean apply(Campaign campaign, Contact contact, Claim claim, String reason, Instant now) {
        // Due at once: the pacer knows when it may be tried, and finds it without a sweep.
        return write(campaign, contact, claim, contact.givenBack(now, reason, now));
    }

    /** The contact must not be contacted at all. */
    boolean suppress(Campaign campaign, Contact contact, Claim claim, String reason, Instant now) {
        return write(campaign, contact, claim, contact.suppressed(reason, now));
    }

    private boolean write(Campaign campaign, Contact contact, Claim claim, Contact after) {
        boolean written =
                ledger.commit(Commit.giveBack(campaign, contact, after, claim.day())) instanceof Ledger.Result.Done;
        wakes.wake(campaign.line());
        return written;
    }
}
