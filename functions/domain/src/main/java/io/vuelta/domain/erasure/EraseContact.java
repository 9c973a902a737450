package io.vuelta.domain.erasure;

import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Erases a person's data in the contact itself. After that no attempt begins: a contact that waits is removed, a claim
 * whose attempt has not begun is released, and a contact whose attempt has begun ends with it and is erased then.
 */
public final class EraseContact {
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final UserIds userIds;
    private final Wakes wakes;
    private final LostRaces races;
    private final InstantSource clock;

    public EraseContact(
            Campaigns campaigns,
            Contacts contacts,
            UserIds userIds,
            Wakes wakes,
            LostRaces races,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.userIds = userIds;
        this.wakes = wakes;
        this.races = races;
        this.clock = clock;
    }

    /** Erases the data. Returns false while a begun attempt is under way. Safe to repeat. Throws {@link StoreBusy}. */
    boolean apply(ContactId id) {
        int lost = 0;
        do {
            Optional<Contact> found = contacts.find(id);
            Optional<Campaign> campaign = campaigns.find(id.campaign());
            if (found.isEmpty() || campaign.isEmpty()) {
                return true;
            }
            Contact stored = found.get();
            boolean begun = stored.hasBegun();
            if (stored.isErased() || (begun && stored.toBeErased().equals(stored))) {
                // The function that wrote it may have crashed before its report.
                wakes.wake(campaign.get().line());
                return !begun;
            }
            Instant now = clock.instant();
            Contact contact = stored.in(campaign.get().cycle());
            if (!begun) {
                forgetUser(stored);
            }
            Contact next = begun ? contact.toBeErased() : contact.erased(now);
            if (written(campaign.get(), stored, contact, next)) {
                wakes.send(wake(campaign.get(), stored, begun, now));
                return !begun;
            }
            lost++;
        } while (races.tryAgain(lost));
        throw StoreBusy.conflict("contact " + id);
    }

    /**
     * Deletes the user id's entry before the contact loses the id: an erasure that crashes in between finds the id
     * again.
     */
    private void forgetUser(Contact contact) {
        if (contact.latest() instanceof Message message && message.user() != null) {
            userIds.forget(message.user());
        }
    }

    /**
     * Writes the contact. If it stops waiting, this counts as an edit, so that the campaign does not finish before it
     * is counted.
     */
    private boolean written(Campaign campaign, Contact stored, Contact contact, Contact next) {
        if (contact.waits()) {
            Contacts.Change change = new Contacts.Change(stored, next.edited().countedIn(campaign));
            return contacts.edit(campaign, List.of(change), 0, 1);
        }
        return contacts.write(stored, next.countedIn(campaign)) instanceof Written.Done;
    }

    private static Wake wake(Campaign campaign, Contact before, boolean begun, Instant now) {
        return before.claim() == null || before.place() == null || begun
                ? Wake.of(campaign.line())
                : Wake.of(
                        campaign.line(),
                        List.of(new Report(
                                campaign.id(),
                                before.place(),
                                Report.What.RELEASED,
                                before.claim().day(),
                                now)));
    }
}
