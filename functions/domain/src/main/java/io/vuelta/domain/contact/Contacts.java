package io.vuelta.domain.contact;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Store of the contacts, each with its latest attempt as one record. Every write is on condition of the version that
 * was read. If that has changed, the result has the stored contact. A write that took effect is a success, even if its
 * answer was lost, or if it was refused when it was sent again. Throws {@link io.vuelta.domain.store.StoreBusy} if the
 * store cannot answer; then it is unknown whether a write took effect.
 */
public interface Contacts {
    /** Contacts that {@link #edit} writes together, at most. */
    int MAX_TOGETHER = 95;

    /** Contacts that {@link #findAll} reads, at most. */
    int MAX_READ = 100;

    /** UTF-8 bytes of an identifier by which {@link #withExternalId} finds. */
    int MAX_FOUND_EXTERNAL_ID = 1_024;

    /** Strongly consistent. Long data may be {@link ContactData#ELSEWHERE}. */
    Optional<Contact> find(ContactId id);

    /**
     * The contact as it is or was a moment ago, for half the price of {@link #find}. A write that is based on an
     * earlier version is refused and shows the stored contact.
     */
    Optional<Contact> findEventually(ContactId id);

    /** Reads those of at most {@value #MAX_READ} contacts that exist, in no order. Strongly consistent. */
    List<Contact> findAll(Collection<ContactId> ids);

    /** The contact with its data, which is read if it was elsewhere. */
    Contact withData(Contact contact);

    /**
     * The contacts of one partition after {@code from}, in the order of their hashes. Strongly consistent.
     *
     * @param limit contacts looked at, at most; at least 1
     */
    Page after(CampaignId campaign, ScanCursor from, int limit);

    /**
     * Contacts whose due instant is not after {@code until}, earliest first. Eventually consistent: a contact may be
     * missing for a moment, or have changed since; it is read again before it is used.
     */
    List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit);

    /** The earliest due instant after {@code after}. Eventually consistent. */
    Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after);

    /**
     * The contacts of the person with this number, in all campaigns, those of the newest campaign first, in any form of
     * the number. Eventually consistent.
     */
    List<ContactId> withNumber(PhoneNumber number, int limit);

    /**
     * The contacts with this identifier of the customer, those of the newest campaign first. Eventually consistent: a
     * contact whose identifier has changed since may be among them, so check its data.
     *
     * @param externalId one that is longer than {@value #MAX_FOUND_EXTERNAL_ID} bytes finds no contact
     * @param in the only campaign that is searched; empty for all
     */
    List<ContactId> withExternalId(String externalId, Optional<CampaignId> in, int limit);

    /**
     * Writes a new contact, which must not exist.
     *
     * @return {@link Written.Done} also if this very contact (by its source) was written by an earlier try
     */
    Written create(Contact contact);

    /** Writes a contact that was read. */
    Written write(Contact before, Contact after);

    /**
     * Writes a contact whose next attempt begins. The attempt that it replaces is kept as an {@link EarlierAttempt}, in the
     * same step.
     */
    Written begin(Contact before, Contact after);

    /**
     * Writes contacts together with the campaign's intake, or nothing: contacts that a request adds, or that a person
     * changes.
     *
     * @param campaign as it was read; nothing is written if it has changed since
     * @param changes at most {@value #MAX_TOGETHER}
     * @param added how many contacts this adds to the campaign
     * @param edits how many edits this makes, see {@link Contact#edits}
     */
    Edited edit(Campaign campaign, List<Change> changes, int added, int edits);

    /**
     * One contact before and after a change.
     *
     * @param before null for a contact that must not exist yet
     */
    record Change(@Nullable Contact before, Contact after) {
        public Change {
            if (before != null && !before.id().equals(after.id())) {
                throw new IllegalArgumentException("a change is of one contact: " + before.id() + ", " + after.id());
            }
        }
    }

    /** The result of a write. */
    sealed interface Written {
        /**
         * It is written.
         *
         * @param contact in its new version
         */
        record Done(Contact contact) implements Written {}

        /**
         * The contact was written by another since it was read.
         *
         * @param there as it is now; empty if there is none
         */
        record Lost(Optional<Contact> there) implements Written {}
    }

    /** The result of writing several contacts together. */
    sealed interface Edited {
        record Done() implements Edited {}

        /**
         * Nothing was written.
         *
         * @param contacts those that were written since they were read; empty if it was the campaign
         */
        record Lost(List<ContactId> contacts) implements Edited {
            public Lost {
                contacts = List.copyOf(contacts);
            }
        }
    }

    /** Why a contact is due. The agendas are separate, so that a thousand overdue retries do not hide held contacts. */
    enum Agenda {
        /** Waiting contacts that may be tried again from their due instant on. */
        RETRY,
        /** Waiting contacts whose own place is closed until their due instant. */
        HELD;

        /** The agenda of a contact with a due instant. */
        public static Agenda of(Contact contact) {
            return contact.isHeld() ? HELD : RETRY;
        }
    }

    /**
     * A piece of a walk.
     *
     * @param next where the scan continues; the next partition's beginning after the end of this one
     */
    record Page(List<Contact> contacts, ScanCursor next) {
        public Page {
            contacts = List.copyOf(contacts);
        }
    }
}
