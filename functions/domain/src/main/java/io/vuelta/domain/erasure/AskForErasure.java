package io.vuelta.domain.erasure;

import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Starts the erasure of a person, see {@link RunErasure}. No attempt begins after this has returned. */
public final class AskForErasure {
    /**
     * Maximum number of contacts of one person that an erasure handles together; further ones are found when these are
     * done.
     */
    static final int MAX_CONTACTS = 1_000;

    private final Erasures erasures;
    private final ErasureRequests requests;
    private final Contacts contacts;
    private final EraseContact erase;
    private final Parallel parallel;
    private final InstantSource clock;

    public AskForErasure(
            Erasures erasures,
            ErasureRequests requests,
            Contacts contacts,
            EraseContact erase,
            Parallel parallel,
            InstantSource clock) {
        this.erasures = erasures;
        this.requests = requests;
        this.contacts = contacts;
        this.erase = erase;
        this.parallel = parallel;
        this.clock = clock;
    }

    /**
     * Throws {@link StoreBusy} if a contact could not be stopped now. The erasure continues anyway, and the request may
     * be repeated.
     */
    public Erasure ask(ErasureId id, PhoneNumber number) {
        Erasure erasure = Erasure.requested(
                id,
                number,
                contacts.withNumber(number, MAX_CONTACTS),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        erasures.create(erasure);
        requests.send(id, Duration.ZERO);
        parallel.forEach(erasure.person().contacts(), contact -> {
            var _ = erase.apply(contact);
        });
        return erasure;
    }
}
