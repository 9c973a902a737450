package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of one person. It handles the contacts, the user ids, the upload reports of the contacts' campaigns, and
 * finally items that may have been written in the meantime. Each piece of work is counted in one write before it is
 * done: a repeated piece is not counted again.
 *
 * @param number the person's number; null after the end
 * @param contacts the known contacts of the person; empty after the end
 * @param step the next step
 * @param at the index of the next contact in this step
 * @param after in step {@code REPORTS}, the last completed upload of the next contact's campaign; null for none
 * @param counted whether the receipt already includes the next piece of work
 * @param ended when the erasure ended; null while it runs
 * @param version raised by every write; 0 before the first
 */
public record Erasure(
        ErasureId id,
        @Nullable PhoneNumber number,
        List<ContactId> contacts,
        Step step,
        int at,
        @Nullable UploadId after,
        boolean counted,
        Receipt receipt,
        Status status,
        Instant created,
        @Nullable Instant ended,
        long version) {
    public Erasure {
        contacts = List.copyOf(contacts);
    }

    /** The status of an erasure. */
    public enum Status {
        RUNNING,
        DONE,
        /** The erasure failed because of an internal error; it may be requested again. */
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The steps of an erasure. */
    public enum Step {
        CONTACTS,
        REPORTS,
        /** Items that were written during the other steps. */
        AGAIN
    }

    /**
     * The counts of erased items.
     *
     * @param removed contacts that still waited for an attempt
     * @param attempts calls and messages
     * @param replies messages that the person wrote
     * @param reportRows rows of upload reports
     */
    public record Receipt(
            int contacts, int removed, int attempts, int conversations, int transcripts, int replies, int reportRows) {
        public static final Receipt NOTHING = new Receipt(0, 0, 0, 0, 0, 0, 0);

        Receipt withContact(boolean wasRemoved, int moreAttempts, Traces.Found found) {
            return new Receipt(
                    contacts + 1,
                    removed + (wasRemoved ? 1 : 0),
                    attempts + moreAttempts,
                    conversations + found.conversations(),
                    transcripts + found.transcripts(),
                    replies + found.replies(),
                    reportRows);
        }

        Receipt withReportRows(int more) {
            return new Receipt(contacts, removed, attempts, conversations, transcripts, replies, reportRows + more);
        }
    }

    /** A new erasure, as it is requested. */
    public static Erasure requested(ErasureId id, PhoneNumber number, List<ContactId> contacts, Instant now) {
        return new Erasure(
                id, number, contacts, Step.CONTACTS, 0, null, false, Receipt.NOTHING, Status.RUNNING, now, null, 0);
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** The next contact; only valid if there is one. */
    ContactId contact() {
        return contacts.get(at);
    }

    boolean hasContact() {
        return at < contacts.size();
    }

    Erasure counting(Receipt with) {
        return new Erasure(id, number, contacts, step, at, after, true, with, status, created, ended, version);
    }

    /** The same step, with the next contact. */
    Erasure withNext() {
        return at(step, at + 1, null);
    }

    /** The same step and contact, after this upload. */
    Erasure withNextAfter(UploadId done) {
        return at(step, at, done);
    }

    Erasure begins(Step next, int from) {
        return at(next, from, null);
    }

    private Erasure at(Step inStep, int from, @Nullable UploadId last) {
        return new Erasure(id, number, contacts, inStep, from, last, false, receipt, status, created, ended, version);
    }

    /** Adds contacts that were not known before; the first of them is handled next. */
    Erasure withMore(List<ContactId> more) {
        List<ContactId> all = new ArrayList<>(contacts);
        all.addAll(more);
        return new Erasure(
                id, number, all, Step.CONTACTS, contacts.size(), null, false, receipt, status, created, ended, version);
    }

    /** The ended erasure: it has no personal data any more. */
    public Erasure ended(Status as, Instant now) {
        return new Erasure(id, null, List.of(), step, 0, null, false, receipt, as, created, now, version);
    }

    /** The same erasure with this version. */
    public Erasure inVersion(long written) {
        return new Erasure(id, number, contacts, step, at, after, counted, receipt, status, created, ended, written);
    }
}
