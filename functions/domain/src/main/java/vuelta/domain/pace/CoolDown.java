package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.campaign.LifeCycle.Decision;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;

/** Between two cycles: begins the next when its hour has come, and counts anew who returns when the filters were edited. */
final class CoolDown {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Pages of contacts that one tick recounts. */
    private static final int MOST_PAGES = 30;

    private static final int PAGE = Commit.MOST_CLAIMED;

    private final Contacts contacts;
    private final Ledger ledger;
    private final Campaigns campaigns;

    CoolDown(Contacts contacts, Ledger ledger, Campaigns campaigns) {
        this.contacts = contacts;
        this.ledger = ledger;
        this.campaigns = campaigns;
    }

    void apply(Turn turn, Instant now) {
        Campaign campaign = turn.campaign();
        if (!recounted(turn)) {
            turn.lookAt(now.plus(SOON));
            return;
        }
        Counters counters = turn.counters();
        boolean nobody = counters.returning() + counters.waiting() == 0;
        Optional<Instant> next = nobody || campaign.settings().isOver(now) ? Optional.empty() : campaign.nextCycle();
        if (next.isEmpty()) {
            end(turn, now);
        } else if (now.isBefore(next.get())) {
            turn.lookAt(next.get());
        } else {
            begin(campaign, counters, now);
            turn.lookAt(now.plus(SOON));
        }
    }

    private void begin(Campaign campaign, Counters counters, Instant now) {
        if (LifeCycle.decide(campaign, CampaignAction.NEXT_CYCLE, now) instanceof Decision.NextCycle next) {
            // Lost only to somebody who has changed the campaign or a contact: the next tick decides on that.
            ledger.beginCycle(next.to(), counters);
        }
    }

    /** No cycle is left. Whoever has come since the last pass ran dry is still tried in it. */
    private void end(Turn turn, Instant now) {
        boolean nobody = turn.counters().waiting() == 0;
        CampaignAction action = nobody ? CampaignAction.DONE : CampaignAction.GO_ON;
        if (LifeCycle.decide(turn.campaign(), action, now) instanceof Decision.Moved moved) {
            boolean written = nobody ? ledger.runDry(moved.to()) : campaigns.save(moved.to());
            if (!written || !nobody) {
                turn.lookAt(now.plus(SOON));
            }
        }
    }

    /** Whether it is known who returns under the filters in force; goes on counting if not. */
    private boolean recounted(Turn turn) {
        Campaign campaign = turn.campaign();
        Pacing pacing = turn.pacing();
        if (pacing.isRecounted(campaign)) {
            return true;
        }
        boolean begun = pacing.recounted() == campaign.filtered();
        Sweep at = begun ? pacing.sweep() : Sweep.START;
        for (int page = 0; page < MOST_PAGES && !at.ended(); page++) {
            Contacts.Page next = contacts.after(campaign.id(), at, PAGE);
            if (!recount(campaign, next.contacts())) {
                break;
            }
            at = next.next();
        }
        Marks marks = Marks.of(pacing).recounting(campaign.filtered()).at(at);
        ledger.mark(campaign.id(), pacing, marks);
        // The counters that were read may not be those any more: the next tick reads them.
        return false;
    }

    private boolean recount(Campaign campaign, List<Contact> stored) {
        List<ContactChange> changes = new ArrayList<>();
        for (Contact contact : stored) {
            Contact now = contact.in(campaign.cycle());
            if (now.returns() != now.countedIn(campaign).returns()) {
                changes.add(new ContactChange(now, now));
            }
        }
        return changes.isEmpty() || ledger.commit(Commit.contacts(campaign, changes)) instanceof Ledger.Result.Done;
    }
}
