package vuelta.domain.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactStatus;

/**
 * What is written together or not at all. The counters and the number in flight follow from the changes: nobody states
 * them, so nobody can forget them.
 *
 * @param claiming the limits, where contacts are claimed
 * @param uncounted the day of a claim that is given back: one attempt less on it, if it is still the day that is counted
 * @param batch the batch of a contact file that this loads; it must not have been loaded before
 */
public record Commit(
        CampaignId campaign,
        List<ContactChange> contacts,
        List<AttemptChange> attempts,
        @Nullable Claiming claiming,
        @Nullable LocalDate uncounted,
        @Nullable LoadedBatch batch) {
    /** Contacts that one claim may move: with pacing and counters well under DynamoDB's 100 items a transaction. */
    public static final int MOST_CLAIMED = 90;

    /** Contacts that one batch may load. */
    public static final int MOST_LOADED = 95;

    public Commit {
        contacts = List.copyOf(contacts);
        attempts = List.copyOf(attempts);
        if (contacts.isEmpty() && attempts.isEmpty() && batch == null) {
            throw new IllegalArgumentException("a commit changes something");
        }
    }

    /** Contacts from waiting to sending, within the limits. */
    public static Commit claim(CampaignId campaign, List<ContactChange> contacts, Claiming claiming) {
        return new Commit(campaign, contacts, List.of(), claiming, null, null);
    }

    /** The write-ahead record, together with the contact whose claim it uses up. */
    public static Commit begin(ContactChange contact, Attempt attempt) {
        return new Commit(
                attempt.id().campaign(), List.of(contact), List.of(new AttemptChange(null, attempt)), null, null, null);
    }

    /** A claim back to where it came from. */
    public static Commit giveBack(Contact before, Contact after, LocalDate counted) {
        return new Commit(
                before.id().campaign(), List.of(new ContactChange(before, after)), List.of(), null, counted, null);
    }

    /** An attempt alone. */
    public static Commit attempt(Attempt before, Attempt after) {
        return new Commit(
                before.id().campaign(), List.of(), List.of(new AttemptChange(before, after)), null, null, null);
    }

    /** A contact alone, e.g. one that must be looked at again later. */
    public static Commit contact(Contact before, Contact after) {
        return new Commit(
                before.id().campaign(), List.of(new ContactChange(before, after)), List.of(), null, null, null);
    }

    /** An attempt and its contact. */
    public static Commit settle(AttemptChange attempt, ContactChange contact, Optional<LocalDate> uncounted) {
        return new Commit(
                contact.after().id().campaign(),
                List.of(contact),
                List.of(attempt),
                null,
                uncounted.orElse(null),
                null);
    }

    /** A batch of new contacts, its outcome and the upload's counts. */
    public static Commit load(CampaignId campaign, List<ContactChange> contacts, LoadedBatch batch) {
        return new Commit(campaign, contacts, List.of(), null, null, batch);
    }

    /** By how much the number in flight changes. */
    public int inFlightChange() {
        int change = 0;
        for (ContactChange contact : contacts) {
            change += sending(contact.after()) - (contact.before() == null ? 0 : sending(contact.before()));
        }
        return change;
    }

    /** By how much the counters change; counts that stay are absent. */
    public Counters counterChange() {
        return Counters.change(this);
    }

    private static int sending(Contact contact) {
        return contact.status() == ContactStatus.SENDING ? 1 : 0;
    }
}
