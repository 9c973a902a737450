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
    /** Maximum number of contacts that {@link #edit} writes together. */
    int MAX_TOGETHER = 95;

    /** Maximum number of contacts that {@link #findAll} reads. */
    int MAX_READ = 100;

    /** Maximum length of an identifier that {@link #withExternalId} finds, in UTF-8 bytes. */
    int MAX_FOUND_EXTERNAL_ID = 1_024;

    /** The contact; empty if it does not exist. Strongly consistent. Long data may be {@link ContactData#ELSEWHERE}. */
    Optional<Contact> find(ContactId id);

    /**
     * The contact in its current state or that of a moment ago, for half the price of {@link #find}. A write that is
     * based on an earlier version is refused, and its result has the stored contact.
     */
    Optional<Contact> findEventually(ContactId id);

    /** Reads those of at most {@value #MAX_READ} contacts that exist, in no order. Strongly consistent. */
    List<Contact> findAll(Collection<ContactId> ids);

    /** The contact with its data, which is read if it is {@link ContactData#ELSEWHERE}. */
    Contact withData(Contact contact);

    /**
     * The contacts of one partition after {@code from}, in the order of their hashes. Strongly consistent.
     *
     * @param limit maximum number of contacts to read; at least 1
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
     * The contacts of the person with this number, in any form of the number and in all campaigns, those of the newest
     * campaign first. Eventually consistent.
     */
    List<ContactId> withNumber(PhoneNumber number, int limit);

    /**
     * The contacts with this identifier, which the customer uses, those of the newest campaign first. Eventually
     * consistent: a contact whose identifier has changed since may be among them, so check its data.
     *
     * @param externalId an identifier of more than {@value #MAX_FOUND_EXTERNAL_ID} bytes finds no contact
     * @param in the only campaign to search; empty for all
     */
    List<ContactId> withExternalId(String externalId, Optional<CampaignId> in, int limit);

    /**
     * Writes a new contact, which must not exist.
     *
     * @return {@link Written.Done} also if the same contact (with the same source) was written by an earlier try
     */
    Written create(Contact contact);

    /** Writes a contact that was read. */
    Written write(Contact before, Contact after);

    /**
     * Writes a contact whose next attempt begins. The replaced attempt is stored as an {@link EarlierAttempt}, in the
     * same step.
     */
    Written begin(Contact before, Contact after);

    /**
     * Writes contacts together with the campaign's intake, or nothing: contacts that a request adds, or that a person
     * changes.
     *
     * @param campaign the campaign as it was read; nothing is written if it has changed since
     * @param changes the changes, at most {@value #MAX_TOGETHER}
     * @param added the number of contacts that the changes add to the campaign
     * @param edits the number of edits among the changes, see {@link Contact#edits}
     * @return false if nothing was written, because the campaign or a contact has been written since it was read
     */
    boolean edit(Campaign campaign, List<Change> changes, int added, int edits);

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
         * The contact is written.
         *
         * @param contact the contact with its new version
         */
        record Done(Contact contact) implements Written {}

        /**
         * Another process has written the contact since it was read.
         *
         * @param there the current contact; empty if it does not exist
         */
        record Lost(Optional<Contact> there) implements Written {}
    }

    /** Why a contact is due. The agendas are separate, so that a thousand overdue retries do not hide held contacts. */
    enum Agenda {
        /** Waiting contacts that may be tried again from their due instant on. */
        RETRY,
        /** Waiting contacts for whose time zone the window is closed until their due instant. */
        HELD;

        /** The agenda of a contact with a due instant. */
        public static Agenda of(Contact contact) {
            return contact.isHeld() ? HELD : RETRY;
        }
    }

    /**
     * A page of a scan.
     *
     * @param next where the scan continues; the next partition's beginning after the end of this one
     */
    record Page(List<Contact> contacts, ScanCursor next) {
        public Page {
            contacts = List.copyOf(contacts);
        }
    }
}
