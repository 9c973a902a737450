package io.vuelta.domain.erasure;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Starts the erasure of a person, see {@link RunErasure}, or continues one that is not done. No attempt begins after this
 * has returned.
 */
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
    private final LostRaces races;
    private final InstantSource clock;

    public AskForErasure(
            Erasures erasures,
            ErasureRequests requests,
            Contacts contacts,
            EraseContact erase,
            Parallel parallel,
            LostRaces races,
            InstantSource clock) {
        this.erasures = erasures;
        this.requests = requests;
        this.contacts = contacts;
        this.erase = erase;
        this.parallel = parallel;
        this.races = races;
        this.clock = clock;
    }

    /**
     * Throws {@link StoreBusy} if a contact could not be stopped now. The erasure continues anyway, and the request may
     * be repeated: an erasure that is not done loses its contacts in the index step by step, but it stores their ids, so
     * the repeated request continues that erasure.
     *
     * @param id the id of the erasure if a new one is started
     * @return the erasure that was started or is continued
     */
    public Erasure ask(ErasureId id, PhoneNumber number) {
        List<ContactId> found = contacts.withNumber(number, MAX_CONTACTS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Erasure> continued = erasures.notDone(number).stream()
                .flatMap(notDone -> requestedAgain(notDone, found, now).stream())
                .toList();
        List<Erasure> asked = continued.isEmpty() ? List.of(created(id, number, found, now)) : continued;
        asked.forEach(erasure -> requests.send(erasure.id(), Duration.ZERO));
        parallel.forEach(found, contact -> {
            var _ = erase.apply(contact);
        });
        return asked.getFirst();
    }

    private Erasure created(ErasureId id, PhoneNumber number, List<ContactId> found, Instant now) {
        Erasure erasure = Erasure.requested(id, number, found, now);
        erasures.create(erasure);
        return erasure;
    }

    /** The erasure, stored as requested again; empty if it is done. */
    private Optional<Erasure> requestedAgain(ErasureId id, List<ContactId> found, Instant now) {
        int lost = 0;
        do {
            Optional<Erasure> notDone = erasures.find(id).filter(there -> there.status() != Erasure.Status.DONE);
            if (notDone.isEmpty()) {
                return notDone;
            }
            Erasure again = notDone.get().requestedAgain(found, now);
            if (erasures.save(again)) {
                return Optional.of(again);
            }
            lost++;
        } while (races.tryAgain(lost));
        throw new StoreBusy("erasure " + id + " is making progress; try again", new IllegalStateException("lost"));
    }
}
