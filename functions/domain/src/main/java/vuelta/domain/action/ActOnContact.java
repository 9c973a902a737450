package vuelta.domain.action;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.store.StoreBusy;
import vuelta.domain.wake.Wakes;

/**
 * Retries, skips or removes one contact, with the campaign in any status. A finished campaign goes on when one of its
 * contacts is to be tried again; a cancelled or archived one stays so, and tries nobody.
 */
public final class ActOnContact {
    private static final int TRIES = 5;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Wakes wakes;
    private final InstantSource clock;

    public ActOnContact(Campaigns campaigns, Contacts contacts, Wakes wakes, InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** What can be asked for. */
    public enum Action {
        /** From failed, voicemail and answered to the queue. */
        RETRY,
        /** From the queue, or waiting for a retry, to skipped. */
        SKIP,
        /** Away, from the queue or failed. */
        REMOVE
    }

    /** What came of it. */
    public sealed interface Result {
        /** So it stands now. */
        record Done(Contact contact) implements Result {}

        /** Not in this status. */
        record Refused(ContactStatus status) implements Result {}

        record NoSuchContact() implements Result {}
    }

    /** Safe to repeat. Throws {@link StoreBusy} if it could not be done for now. */
    public Result act(ContactId id, Action action) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Campaign> campaign = campaigns.find(id.campaign());
            Optional<Contact> stored =
                    campaign.isEmpty() ? Optional.empty() : contacts.find(id).filter(found -> !found.isRemoved());
            if (stored.isEmpty()) {
                return new Result.NoSuchContact();
            }
            Contact contact = stored.get().in(campaign.get().cycle());
            Optional<Contact> next = decide(contact, action, clock.instant());
            if (next.isEmpty()) {
                return new Result.Refused(contact.status());
            }
            boolean changes = !next.get().equals(contact);
            if (!changes || written(campaign.get(), stored.get(), next.get())) {
                goOn(campaign.get(), next.get());
                return new Result.Done(next.get());
            }
        }
        throw new StoreBusy("contact " + id + " keeps changing; ask again", new IllegalStateException("lost races"));
    }

    private boolean written(Campaign campaign, Contact before, Contact after) {
        Contacts.Change change = new Contacts.Change(before, after.edited().countedIn(campaign));
        return contacts.edit(campaign, List.of(change), 0, 1) instanceof Contacts.Edited.Done;
    }

    /** Empty if it may not be; the contact itself if it is so already. */
    private static Optional<Contact> decide(Contact contact, Action action, Instant now) {
        return switch (action) {
            case RETRY ->
                switch (contact.status()) {
                    case FAILED, VOICEMAIL, ANSWERED -> Optional.of(contact.askedAgain(now));
                    case QUEUE -> Optional.of(contact);
                    case SENDING,
                            RETRYING,
                            DELIVERED,
                            READ,
                            ACCEPTED,
                            REJECTED,
                            CONVERTED,
                            SKIPPED,
                            SUPPRESSED,
                            REMOVED -> Optional.empty();
                };
            case SKIP ->
                switch (contact.status()) {
                    case QUEUE, RETRYING -> Optional.of(contact.skipped(now));
                    case SKIPPED -> Optional.of(contact);
                    case SENDING,
                            FAILED,
                            VOICEMAIL,
                            ANSWERED,
                            DELIVERED,
                            READ,
                            ACCEPTED,
                            REJECTED,
                            CONVERTED,
                            SUPPRESSED,
                            REMOVED -> Optional.empty();
                };
            case REMOVE ->
                contact.status() == ContactStatus.QUEUE || contact.status() == ContactStatus.FAILED
                        ? Optional.of(contact.removed(now))
                        : Optional.empty();
        };
    }

    /** The line is woken last: a request that is repeated after a crash gets here again. */
    private void goOn(Campaign read, Contact contact) {
        if (contact.status() == ContactStatus.QUEUE) {
            reopen(read);
        }
        wakes.wake(read.line());
    }

    private void reopen(Campaign read) {
        Optional<Campaign> campaign = Optional.of(read);
        for (int i = 0; i < TRIES && campaign.isPresent(); i++) {
            if (!(LifeCycle.decide(campaign.get(), CampaignAction.REOPEN, clock.instant())
                            instanceof LifeCycle.Decision.Moved moved)
                    || campaigns.save(moved.to())) {
                return;
            }
            campaign = campaigns.find(read.id());
        }
        throw new StoreBusy("campaign " + read.id() + " keeps changing; ask again", new IllegalStateException("lost"));
    }
}
