package vuelta.domain.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Outcome;

/**
 * What is written together or not at all. The counters and the number in flight follow from the changes: nobody states
 * them, so nobody can forget them.
 *
 * @param campaign as it was read when this was decided: contacts are written in its cycle, and if another phase has begun
 *     since, nothing is
 * @param claiming the limits, where contacts are claimed
 * @param uncounted the day of a claim that is given back: one attempt less on it, if it is still the day that is counted
 * @param batch the batch of a contact file that this loads; it must not have been loaded before
 */
public record Commit(
        Campaign campaign,
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
        Campaign in = campaign;
        contacts = contacts.stream().map(change -> change.countedIn(in)).toList();
        attempts = List.copyOf(attempts);
        if (contacts.isEmpty() && attempts.isEmpty() && batch == null) {
            throw new IllegalArgumentException("a commit changes something");
        }
    }

    /** Contacts from waiting to sending, within the limits. */
    public static Commit claim(Campaign campaign, List<ContactChange> contacts, Claiming claiming) {
        return new Commit(campaign, contacts, List.of(), claiming, null, null);
    }

    /** The write-ahead record, together with the contact whose claim it uses up. */
    public static Commit begin(Campaign campaign, ContactChange contact, Attempt attempt) {
        return new Commit(campaign, List.of(contact), List.of(new AttemptChange(null, attempt)), null, null, null);
    }

    /** A claim back to where it came from. */
    public static Commit giveBack(Campaign campaign, Contact before, Contact after, LocalDate counted) {
        return new Commit(campaign, List.of(new ContactChange(before, after)), List.of(), null, counted, null);
    }

    /** An attempt alone. */
    public static Commit attempt(Campaign campaign, Attempt before, Attempt after) {
        return new Commit(campaign, List.of(), List.of(new AttemptChange(before, after)), null, null, null);
    }

    /** A contact alone, e.g. one that must be looked at again later. */
    public static Commit contact(Campaign campaign, Contact before, Contact after) {
        return contacts(campaign, List.of(new ContactChange(before, after)));
    }

    /** Contacts, without any attempt. */
    public static Commit contacts(Campaign campaign, List<ContactChange> changes) {
        return new Commit(campaign, changes, List.of(), null, null, null);
    }

    /** An attempt and its contact. */
    public static Commit settle(
            Campaign campaign, AttemptChange attempt, ContactChange contact, Optional<LocalDate> uncounted) {
        return new Commit(campaign, List.of(contact), List.of(attempt), null, uncounted.orElse(null), null);
    }

    /** A batch of new contacts, its outcome and the upload's counts. */
    public static Commit load(Campaign campaign, List<ContactChange> contacts, LoadedBatch batch) {
        return new Commit(campaign, contacts, List.of(), null, null, batch);
    }

    public CampaignId id() {
        return campaign.id();
    }

    /** Whether it was decided on in the phase in which the counters are; one that does not touch them always is. */
    public boolean isDecidedIn(long phase) {
        return campaign.phase() == phase || counterChange().counts().isEmpty();
    }

    /** By how much the number in flight changes. */
    public int inFlightChange() {
        int change = 0;
        for (ContactChange contact : contacts) {
            change += underWay(contact.after()) - (contact.before() == null ? 0 : underWay(contact.before()));
        }
        return change;
    }

    /** By how much the counters change; counts that stay are absent. */
    public Counters counterChange() {
        return Counters.change(this);
    }

    /** The attempts that end by this, for the circuit breaker: not those that were surely not placed. */
    public List<Breaker.Ended> ended() {
        List<Breaker.Ended> ended = new ArrayList<>();
        for (AttemptChange change : attempts) {
            Attempt after = change.after();
            boolean ends = change.before() != null && !change.before().settled() && after.settled();
            if (ends && !after.notPlaced() && !contacts.isEmpty()) {
                boolean technical = after.outcome().filter(Outcome::isTechnical).isPresent();
                ended.add(new Breaker.Ended(
                        after.id().toString(), contacts.getFirst().after().lastUpdate(), technical));
            }
        }
        return ended;
    }

    private static int underWay(Contact contact) {
        return contact.isUnderWay() ? 1 : 0;
    }
}
