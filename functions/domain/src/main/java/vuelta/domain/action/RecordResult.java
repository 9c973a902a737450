package vuelta.domain.action;

import java.time.InstantSource;
import java.util.Optional;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Result;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.pace.Wakes;

/**
 * Takes in what a conversation has brought, whenever it comes: during the attempt, after it, in a later cycle, or after
 * the campaign's end.
 */
public final class RecordResult {
    private static final int TRIES = 10;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Ledger ledger;
    private final Wakes wakes;
    private final InstantSource clock;

    public RecordResult(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Ledger ledger,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.ledger = ledger;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** The contact as it stands then; empty if there is no such attempt. Safe to repeat. Throws {@link StoreBusy}. */
    public Optional<Contact> apply(AttemptId attempt, Result result) {
        if (attempts.find(attempt).isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < TRIES; i++) {
            Optional<Campaign> campaign = campaigns.find(attempt.campaign());
            Optional<Contact> found =
                    contacts.find(attempt.contact()).filter(contact -> contact.status() != ContactStatus.REMOVED);
            if (campaign.isEmpty() || found.isEmpty()) {
                return Optional.empty();
            }
            Contact contact = found.get().in(campaign.get().cycle());
            Contact next = contact.with(result, !campaign.get().status().isOver(), clock.instant());
            if (next.equals(contact)
                    || ledger.commit(Commit.contact(campaign.get(), contact, next)) instanceof Ledger.Result.Done) {
                wakes.wake(campaign.get().line());
                return Optional.of(next);
            }
        }
        throw new StoreBusy(
                "contact " + attempt.contact() + " keeps changing", new IllegalStateException("lost races"));
    }
}
