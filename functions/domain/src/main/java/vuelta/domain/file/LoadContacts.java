package vuelta.domain.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.suppression.Suppression;
import vuelta.domain.upload.IfDuplicate;

/**
 * Puts people into a campaign, from a file or through the API, in one transaction with the counters. Who is there already
 * is skipped, or their data overwritten, and dialled by the form of the number that has the mobile mark; one who is on the do-not-contact list is loaded as suppressed; one who was removed
 * comes back, and the numbers of their attempts go on.
 */
final class LoadContacts {
    /** Each lost race tells of somebody who is there, or was another's write: bounded all the same. */
    private static final int TRIES = Commit.MOST_LOADED + 5;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Ledger ledger;
    private final DoNotContact doNotContact;
    private final InstantSource clock;

    LoadContacts(
            Campaigns campaigns, Contacts contacts, Ledger ledger, DoNotContact doNotContact, InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.ledger = ledger;
        this.doNotContact = doNotContact;
        this.clock = clock;
    }

    /**
     * Somebody to be loaded.
     *
     * @param source see {@link Contact}
     */
    record Wanted(PhoneNumber number, ContactData data, String source) {}

    /** What becomes of one. */
    enum Became {
        LOADED,
        /** Loaded, and never to be tried: the do-not-contact list has them. */
        SUPPRESSED,
        /** They were there already, and have this data now. */
        UPDATED,
        /** They were there already, and their data stays as it was. */
        SKIPPED
    }

    /**
     * What is to be written.
     *
     * @param campaign as it was read when this was decided
     * @param became for each that was wanted, in their order
     */
    record Decided(Campaign campaign, List<ContactChange> changes, List<Became> became) {
        Decided {
            changes = List.copyOf(changes);
            became = List.copyOf(became);
        }

        boolean bringsAnybody() {
            return became.contains(Became.LOADED) || became.contains(Became.SUPPRESSED);
        }
    }

    /**
     * Writes at most {@value Commit#MOST_LOADED} together, each person once. Throws {@link StoreBusy} if every race was lost.
     *
     * @param commit what to write of what was decided; empty to leave it. Asked again after each lost race
     * @return what was written, or left; of a batch that was loaded before, what was decided without knowing of it
     */
    Decided load(
            CampaignId id, List<Wanted> wanted, IfDuplicate ifDuplicate, Function<Decided, Optional<Commit>> commit) {
        Map<ContactId, Contact> there = new HashMap<>();
        for (int i = 0; i < TRIES; i++) {
            Decided decided = decide(id, wanted, ifDuplicate, there);
            Optional<Commit> write = commit.apply(decided);
            if (write.isEmpty() || !(ledger.commit(write.get()) instanceof Ledger.Result.Lost lost) || lost.batch()) {
                return decided;
            }
            lost.contacts().forEach(lostId -> contacts.find(lostId).ifPresent(contact -> there.put(lostId, contact)));
        }
        throw new StoreBusy(
                "contacts of campaign " + id + " keep changing; load them again",
                new IllegalStateException("lost every race"));
    }

    private Decided decide(CampaignId id, List<Wanted> wanted, IfDuplicate ifDuplicate, Map<ContactId, Contact> there) {
        Campaign campaign = campaigns.find(id).orElseThrow();
        Set<PhoneNumber> suppressed = suppressed(wanted, campaign);
        List<ContactChange> changes = new ArrayList<>();
        List<Became> became = new ArrayList<>();
        for (Wanted one : wanted) {
            Contact found = there.get(ContactId.of(id, one.number()));
            if (found == null || found.status() == ContactStatus.REMOVED) {
                boolean mayNot = suppressed.contains(one.number());
                changes.add(new ContactChange(found, loaded(id, one, found, mayNot)));
                became.add(mayNot ? Became.SUPPRESSED : Became.LOADED);
            } else {
                int order = inFile(one.source(), found.source());
                boolean updates = order == 0 ? ifDuplicate == IfDuplicate.UPDATE : order < 0;
                Contact before = found.in(campaign.cycle());
                Contact written = before.written(one.number(), clock.instant());
                Contact after = updates ? written.updated(one.data(), clock.instant()) : written;
                if (!after.equals(before)) {
                    changes.add(new ContactChange(before, after));
                }
                became.add(updates && order == 0 ? Became.UPDATED : Became.SKIPPED);
            }
        }
        return new Decided(campaign, changes, became);
    }

    /**
     * Two rows of one file may be one person, see {@link Batch#duplicates}: the data of the first counts, in whatever order their
     * batches are loaded.
     *
     * @return negative if the source is an earlier row of the file that the other is of, positive if it is a later one; 0 if it is
     *     the same row, or of another file
     */
    private static int inFile(String source, String other) {
        int end = source.indexOf('/') + 1;
        boolean sameFile = source.lastIndexOf('/') >= end && source.regionMatches(0, other, 0, end);
        return sameFile ? Long.compare(line(source), line(other)) : 0;
    }

    private static long line(String source) {
        return Long.parseLong(source, source.lastIndexOf('/') + 1, source.length(), 10);
    }

    private Set<PhoneNumber> suppressed(List<Wanted> wanted, Campaign campaign) {
        Map<PhoneNumber, Suppression> entries = doNotContact.among(
                wanted.stream().map(Wanted::number).toList(),
                campaign.settings().channel(),
                clock.instant());
        return entries.keySet();
    }

    private Contact loaded(CampaignId id, Wanted wanted, @Nullable Contact removed, boolean suppressed) {
        Instant now = clock.instant();
        Contact loaded =
                Contact.loaded(ContactId.of(id, wanted.number()), wanted.number(), wanted.data(), wanted.source(), now);
        Contact numbered = removed == null ? loaded : removed.loadedAgain(loaded);
        return suppressed ? numbered.suppressed("DO_NOT_CONTACT", now) : numbered;
    }

    /** Its first contact makes a pending campaign ready. */
    void ready(CampaignId id) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Campaign> campaign = campaigns.find(id);
            if (campaign.isEmpty()
                    || !(LifeCycle.decide(campaign.get(), CampaignAction.LOADED, clock.instant())
                            instanceof LifeCycle.Decision.Moved moved)
                    || campaigns.save(moved.to())) {
                return;
            }
        }
    }
}
