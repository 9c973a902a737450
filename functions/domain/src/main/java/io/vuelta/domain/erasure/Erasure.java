package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.text.WireName;
import io.vuelta.domain.upload.UploadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of one person. It handles the contacts, the user ids, the upload reports of the contacts' campaigns, and
 * finally items that may have been written in the meantime. Each piece of work is counted in one write before it is
 * done: a repeated piece is not counted again.
 *
 * @param created when it was requested, or requested again
 * @param version raised by every write; 0 before the first
 */
public record Erasure(
        ErasureId id, Person person, Position position, Receipt receipt, Instant created, State state, long version) {
    /**
     * The person whose data is erased.
     *
     * @param number the person's number; null when the erasure is done
     * @param contacts the known contacts of the person; empty when the erasure is done
     * @param found further contacts, which repeated requests have found; they are handled after the known ones
     */
    public record Person(@Nullable PhoneNumber number, List<ContactId> contacts, List<ContactId> found) {
        static final Person ERASED = new Person(null, List.of(), List.of());

        public Person {
            contacts = List.copyOf(contacts);
            found = List.copyOf(found);
        }

        /** The contacts among these, and among those that repeated requests have found, that are not known. */
        List<ContactId> unknown(List<ContactId> more) {
            return Stream.concat(found.stream(), more.stream())
                    .distinct()
                    .filter(id -> !contacts.contains(id))
                    .toList();
        }
    }

    /**
     * The next piece of work.
     *
     * @param step the next step
     * @param at the index of the next contact in this step
     * @param after in step {@code REPORTS}, the last completed upload of the next contact's campaign; null for none
     * @param counted whether the receipt already includes the next piece of work
     */
    public record Position(Step step, int at, @Nullable UploadId after, boolean counted) {}

    /**
     * The state of an erasure.
     *
     * @param ended when the erasure ended; null while it runs
     */
    public record State(Status status, @Nullable Instant ended) {}

    /** The status of an erasure. */
    public enum Status implements WireName {
        RUNNING,
        DONE,
        /** The erasure failed because of an internal error; a repeated request continues it. */
        FAILED
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
                id,
                new Person(number, contacts, List.of()),
                new Position(Step.CONTACTS, 0, null, false),
                Receipt.NOTHING,
                now,
                new State(Status.RUNNING, null),
                0);
    }

    public Status status() {
        return state.status();
    }

    public boolean isRunning() {
        return status() == Status.RUNNING;
    }

    /** The next contact; only valid if there is one. */
    ContactId contact() {
        return person.contacts().get(position.at());
    }

    boolean hasContact() {
        return position.at() < person.contacts().size();
    }

    Erasure counting(Receipt with) {
        Position counted = new Position(position.step(), position.at(), position.after(), true);
        return new Erasure(id, person, counted, with, created, state, version);
    }

    /** The same step, with the next contact. */
    Erasure withNext() {
        return at(position.step(), position.at() + 1, null);
    }

    /** The same step and contact, after this upload. */
    Erasure withNextAfter(UploadId done) {
        return at(position.step(), position.at(), done);
    }

    Erasure begins(Step next, int from) {
        return at(next, from, null);
    }

    private Erasure at(Step inStep, int from, @Nullable UploadId last) {
        return new Erasure(id, person, new Position(inStep, from, last, false), receipt, created, state, version);
    }

    /**
     * The erasure, requested again. One that failed continues at its position: what is counted is not counted again.
     * Reports may have been written since it failed, so all of them are read again.
     *
     * @param contacts the contacts that the request has found
     */
    Erasure requestedAgain(List<ContactId> contacts, Instant now) {
        boolean reportsAgain = status() == Status.FAILED && position.step() != Step.CONTACTS && !position.counted();
        return new Erasure(
                id,
                new Person(person.number(), person.contacts(), person.unknown(contacts)),
                reportsAgain ? begins(Step.REPORTS, 0).position : position,
                receipt,
                now,
                new State(Status.RUNNING, null),
                version);
    }

    /** Adds contacts that were not known before; the first of them is handled next. */
    Erasure withMore(List<ContactId> more) {
        List<ContactId> all = new ArrayList<>(person.contacts());
        all.addAll(more);
        Erasure next = begins(Step.CONTACTS, person.contacts().size());
        Person known = new Person(person.number(), all, List.of());
        return new Erasure(id, known, next.position, receipt, created, state, version);
    }

    /** The completed erasure: it has no personal data any more. */
    public Erasure done(Instant now) {
        Position end = new Position(position.step(), 0, null, false);
        return new Erasure(id, Person.ERASED, end, receipt, created, new State(Status.DONE, now), version);
    }

    /** The failed erasure: it keeps the number and its position, so that a repeated request completes it. */
    Erasure failed(Instant now) {
        return new Erasure(id, person, position, receipt, created, new State(Status.FAILED, now), version);
    }

    /** The same erasure with this version. */
    public Erasure inVersion(long written) {
        return new Erasure(id, person, position, receipt, created, state, written);
    }
}
