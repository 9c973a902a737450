package vuelta.domain.contact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vuelta.domain.campaign.CampaignId;

/** Reading contacts; they are written through the ledger. */
public interface Contacts {
    /** Strongly consistent. */
    Optional<Contact> find(ContactId id);

    /**
     * The contacts of one partition beyond {@code from}, in the order of their hashes, strongly consistent.
     *
     * @param limit contacts looked at, at most; at least 1
     */
    Page after(CampaignId campaign, Sweep from, int limit);

    /**
     * Contacts whose due instant is not after {@code until}, earliest first. Eventually consistent: a contact may be
     * missing for a moment, or have changed since; it is read again before it is used.
     */
    List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit);

    /** The earliest due instant after {@code after}; eventually consistent. */
    Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after);

    /** What a contact is due for. Kept apart, so that a thousand overdue retries hide no lapsed lease. */
    enum Agenda {
        /** Waiting contacts that may be tried again from their due instant on. */
        RETRY,
        /** Waiting contacts whose own place is closed until their due instant. */
        HELD,
        /** Contacts whose attempt must be asked after at their due instant. */
        LEASE;

        /** The agenda on which a contact with a due instant stands. */
        public static Agenda of(Contact contact) {
            if (contact.isUnderWay()) {
                return LEASE;
            }
            return contact.isHeld() ? HELD : RETRY;
        }
    }

    /**
     * A piece of a walk.
     *
     * @param next where the walk goes on; the next partition's beginning once this one is through
     */
    record Page(List<Contact> contacts, Sweep next) {
        public Page {
            contacts = List.copyOf(contacts);
        }
    }
}
