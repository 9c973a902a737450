package io.vuelta.simulation;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Contacts and books as the functions see them: a write may take effect after its writer has died or has stopped
 * waiting for it.
 */
final class SimulatedTable implements Contacts {
    /** Seconds after which a batch of a dead pacer is examined, when the wake-up is delivered again. */
    private static final int LOOKED_AT = 20;

    private final Contacts contacts;
    private final OpenClaimsBooks books;
    private final Timeline timeline;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final Processes processes;
    private final Consumer<ContactId> touched;
    private final Consumer<ContactId> requeued;

    /** Each contact before its last write. */
    private final Map<ContactId, Contact> earlier = new HashMap<>();

    /**
     * The same table, with its faults.
     *
     * @param touched receives each contact that was written or may have been
     * @param requeued receives each contact that a file has put back into the queue or may have
     */
    SimulatedTable(
            Contacts contacts,
            OpenClaimsBooks books,
            Timeline timeline,
            Chaos chaos,
            SimulationRandom random,
            Processes processes,
            Consumer<ContactId> touched,
            Consumer<ContactId> requeued) {
        this.contacts = contacts;
        this.books = books;
        this.timeline = timeline;
        this.chaos = chaos;
        this.random = random;
        this.processes = processes;
        this.touched = touched;
        this.requeued = requeued;
    }

    /** The books on the same table. */
    OpenClaimsBooks books() {
        return new OpenClaimsBooks() {
            @Override
            public boolean save(OpenClaimsBook next) {
                lateOrNever(false, () -> books.save(next));
                return books.save(next);
            }

            @Override
            public OpenClaimsBook find(CampaignId campaign) {
                return books.find(campaign);
            }
        };
    }

    private Written late(ContactId id, int tries, Supplier<Written> write) {
        for (int i = 0; i < tries; i++) {
            lateOrNever(tries > 1, () -> {
                var _ = write.get();
                touched.accept(id);
            });
        }
        try {
            return write.get();
        } finally {
            touched.accept(id);
        }
    }

    /** Delays the write in some cases, and gives the writer no answer. */
    private void lateOrNever(boolean claims, Runnable write) {
        if (!chaos.occurs(Fault.ZOMBIE)) {
            return;
        }
        Instant at = processes
                .instant()
                .plus(random.within(random.oneOf(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60))))
                .plusSeconds(claims && random.once(2) ? LOOKED_AT : 0);
        chaos.lasts(at);
        timeline.put(
                at,
                () -> chaos.quietly(() -> {
                    write.run();
                    return true;
                }));
        if (random.once(2)) {
            throw new ProcessCrash("with a write on its way");
        }
        throw new StoreBusy("given up with a write on its way");
    }

    @Override
    public Written create(Contact contact) {
        return late(contact.id(), 1, () -> contacts.create(contact));
    }

    @Override
    public Written write(Contact before, Contact after) {
        // A late claim is the write with the worst effects.
        boolean claims = !before.isUnderWay() && after.isUnderWay();
        return late(after.id(), claims ? 10 : 1, () -> remembering(before, contacts.write(before, after)));
    }

    @Override
    public Written begin(Contact before, Contact after) {
        return late(after.id(), 1, () -> remembering(before, contacts.begin(before, after)));
    }

    private Written remembering(Contact before, Written written) {
        if (written instanceof Written.Done) {
            earlier.put(before.id(), before);
        }
        return written;
    }

    @Override
    public boolean edit(Campaign campaign, List<Change> changes, int added, int edits) {
        try {
            return contacts.edit(campaign, changes, added, edits);
        } finally {
            changes.stream()
                    .map(Change::after)
                    .filter(after -> after.reason().equals("REQUEUED"))
                    .forEach(after -> requeued.accept(after.id()));
            changes.forEach(change -> touched.accept(change.after().id()));
        }
    }

    @Override
    public Optional<Contact> find(ContactId id) {
        return contacts.find(id);
    }

    @Override
    public Optional<Contact> findEventually(ContactId id) {
        Contact before = earlier.get(id);
        return before != null && random.once(3) ? Optional.of(before) : contacts.find(id);
    }

    @Override
    public List<Contact> findAll(Collection<ContactId> ids) {
        return contacts.findAll(ids);
    }

    @Override
    public Contact withData(Contact contact) {
        return contacts.withData(contact);
    }

    @Override
    public Page after(CampaignId campaign, ScanCursor from, int limit) {
        return contacts.after(campaign, from, limit);
    }

    @Override
    public List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit) {
        return contacts.due(campaign, agenda, until, limit);
    }

    @Override
    public Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after) {
        return contacts.nextDue(campaign, agenda, after);
    }

    @Override
    public List<ContactId> withExternalId(String externalId, Optional<CampaignId> in, int limit) {
        return contacts.withExternalId(externalId, in, limit);
    }

    @Override
    public List<ContactId> withNumber(PhoneNumber number, int limit) {
        return contacts.withNumber(number, limit);
    }
}
