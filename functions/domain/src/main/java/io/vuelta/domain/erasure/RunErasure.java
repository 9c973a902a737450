package io.vuelta.domain.erasure;

import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.erasure.Erasure.Step;
import io.vuelta.domain.file.EraseReportRows;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.Uploads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Does a bounded part of an erasure and sends the message for the next part. After a crash at any point, or a second
 * delivery, the erasure continues at its position, and nothing is counted twice. An attempt that had begun when the
 * erasure was requested ends first.
 */
public final class RunErasure {
    /** Maximum number of steps for one message. */
    static final int PIECE = 50;

    /**
     * Wait before the search for items that were being written when the erasure was requested, and for late index
     * entries.
     */
    static final Duration SETTLES = Duration.ofSeconds(10);

    /** Wait between two checks of an attempt under way, or of a file that is being loaded. */
    static final Duration LOOK = Duration.ofSeconds(15);

    private final Erasures erasures;
    private final ErasureRequests requests;
    private final Contacts contacts;
    private final Traces traces;
    private final UserIds userIds;
    private final Transcripts transcripts;
    private final Uploads uploads;
    private final EraseReportRows rows;
    private final EraseContact erase;
    private final Parallel parallel;
    private final InstantSource clock;

    public RunErasure(
            Erasures erasures,
            ErasureRequests requests,
            Contacts contacts,
            Traces traces,
            UserIds userIds,
            Transcripts transcripts,
            Uploads uploads,
            EraseReportRows rows,
            EraseContact erase,
            Parallel parallel,
            InstantSource clock) {
        this.erasures = erasures;
        this.requests = requests;
        this.contacts = contacts;
        this.traces = traces;
        this.userIds = userIds;
        this.transcripts = transcripts;
        this.uploads = uploads;
        this.rows = rows;
        this.erase = erase;
        this.parallel = parallel;
        this.clock = clock;
    }

    /** The result of a step. */
    private sealed interface Stepped {
        /** The erasure after the step; it is not stored yet. */
        record To(Erasure next) implements Stepped {}

        /** The step must be tried again after this delay. */
        record Later(Duration delay) implements Stepped {}
    }

    /** Safe to repeat. Throws {@link StoreBusy} if it cannot continue now: the message must be delivered again. */
    public void handle(ErasureId id) {
        Optional<Erasure> found = erasures.find(id).filter(Erasure::isRunning);
        if (found.isEmpty()) {
            return;
        }
        Erasure erasure = found.get();
        if (erasure.position().step() == Step.CONTACTS) {
            // First all contacts are stopped, and then the calls of each are awaited.
            List<ContactId> contacts = erasure.person().contacts();
            parallel.forEach(contacts.subList(erasure.position().at(), contacts.size()), contact -> {
                var _ = erase.apply(contact);
            });
        }
        for (int i = 0; i < PIECE; i++) {
            switch (step(erasure, Objects.requireNonNull(erasure.person().number(), "number"))) {
                case Stepped.Later later -> {
                    requests.send(id, later.delay());
                    return;
                }
                case Stepped.To to -> {
                    Optional<Erasure> stored = saved(to.next()).filter(Erasure::isRunning);
                    if (stored.isEmpty()) {
                        return;
                    }
                    erasure = stored.get();
                }
            }
        }
        requests.send(id, Duration.ZERO);
    }

    /**
     * The stored erasure: the given one, or, if another delivery of the message or a repeated request has written it
     * since, that one. A repeated request may crash before its message is sent, so this message continues the erasure.
     */
    private Optional<Erasure> saved(Erasure next) {
        return erasures.save(next) ? Optional.of(next.inVersion(next.version() + 1)) : erasures.find(next.id());
    }

    /**
     * Marks the erasure as failed because of an internal error. Erased data stays erased, and a repeated request
     * continues the erasure.
     */
    public void giveUp(ErasureId id) {
        erasures.find(id).filter(Erasure::isRunning).ifPresent(erasure -> {
            if (!erasures.save(erasure.failed(clock.instant()))) {
                throw new StoreBusy("another invocation is running erasure " + id);
            }
        });
    }

    private Stepped step(Erasure erasure, PhoneNumber number) {
        return switch (erasure.position().step()) {
            case CONTACTS -> erasure.hasContact() ? contact(erasure) : new Stepped.To(erasure.begins(Step.REPORTS, 0));
            case REPORTS ->
                erasure.hasContact() ? report(erasure, number) : new Stepped.To(erasure.begins(Step.AGAIN, 0));
            case AGAIN -> again(erasure, number);
        };
    }

    private Stepped contact(Erasure erasure) {
        ContactId id = erasure.contact();
        if (!erase.apply(id)) {
            return new Stepped.Later(LOOK);
        }
        Optional<Contact> contact = contacts.find(id);
        if (contact.isEmpty()) {
            return new Stepped.To(erasure.withNext());
        }
        if (!erasure.position().counted()) {
            Contact one = contact.get();
            boolean removed = one.isRemoved() && one.reason().equals(Contact.ERASED);
            return new Stepped.To(
                    erasure.counting(erasure.receipt().withContact(removed, one.attempts(), traces.beside(id))));
        }
        eraseBeside(id);
        return new Stepped.To(erasure.withNext());
    }

    private void eraseBeside(ContactId id) {
        traces.erase(id);
        transcripts.removeAll(id);
    }

    /** Deletes the person's user ids that are not in any message of a contact. */
    private void forgetListed(PhoneNumber number) {
        userIds.listed(number).forEach(userIds::forget);
    }

    /** Erases the report of one upload of the campaign of the next contact. */
    private Stepped report(Erasure erasure, PhoneNumber number) {
        ContactId id = erasure.contact();
        List<Upload> next = uploads.list(
                id.campaign(), Optional.ofNullable(erasure.position().after()), 1);
        Optional<Contact> contact = contacts.find(id);
        if (next.isEmpty() || contact.isEmpty()) {
            return new Stepped.To(erasure.withNext());
        }
        Upload upload = next.getFirst();
        if (upload.status() == Upload.Status.READING || upload.status() == Upload.Status.LOADING) {
            return new Stepped.Later(LOOK);
        }
        if (!erasure.position().counted()) {
            int more = rows.count(upload, number, contact.get());
            return new Stepped.To(
                    more == 0
                            ? erasure.withNextAfter(upload.id())
                            : erasure.counting(erasure.receipt().withReportRows(more)));
        }
        rows.erase(upload, number, contact.get());
        return new Stepped.To(erasure.withNextAfter(upload.id()));
    }

    /**
     * Erases items that were written during the other steps: first unknown contacts, then the items stored beside all
     * contacts.
     */
    private Stepped again(Erasure erasure, PhoneNumber number) {
        Duration since = Duration.between(erasure.created(), clock.instant());
        if (since.compareTo(SETTLES) < 0) {
            return new Stepped.Later(SETTLES.minus(since));
        }
        if (erasure.hasContact()) {
            eraseBeside(erasure.contact());
            return new Stepped.To(erasure.withNext());
        }
        List<ContactId> more = erasure.person().unknown(contacts.withNumber(number, AskForErasure.MAX_CONTACTS));
        forgetListed(number);
        return new Stepped.To(more.isEmpty() ? erasure.done(clock.instant()) : erasure.withMore(more));
    }
}
