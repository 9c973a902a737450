package io.vuelta.domain.file;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.IfDuplicate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Adds people to a campaign, from a file or through the API. Contacts that exist already are skipped, or their data is
 * overwritten; in both cases {@link IdentityKey#dialledAfter} selects the form of the number that is dialled. A contact
 * whose number is on the do-not-contact list is loaded as suppressed. A removed contact is added again, and the numbers
 * of its attempts continue. A contact that an earlier try of the same load added (known by its source) counts as added
 * by this one.
 */
final class LoadContacts {
    /** Maximum number of tries. After a lost race the contact exists, or another process has changed it. */
    private static final int TRIES = 10;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final DoNotContact doNotContact;
    private final Parallel parallel;
    private final InstantSource clock;

    LoadContacts(
            Campaigns campaigns, Contacts contacts, DoNotContact doNotContact, Parallel parallel, InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.doNotContact = doNotContact;
        this.parallel = parallel;
        this.clock = clock;
    }

    /**
     * A contact to load.
     *
     * @param tags the agent's tags, which an existing contact gets in addition to its own
     * @param source see {@link Contact}
     */
    record Wanted(PhoneNumber number, ContactData data, List<String> tags, String source) {
        Wanted {
            tags = List.copyOf(tags);
        }
    }

    /** The result for one contact. */
    enum Became {
        LOADED,
        /** The contact was loaded and will never be tried: its number is on the do-not-contact list. */
        SUPPRESSED,
        /** The contact existed already, and has this data now. */
        UPDATED,
        /** The contact existed already, has this data now, and is tried again. */
        REQUEUED,
        /** The contact existed already and is unchanged. */
        SKIPPED
    }

    /**
     * Writes each contact separately, several in parallel. Throws {@link StoreBusy} if one of the contacts could not be
     * written; others may have been written, and the same load may be repeated.
     *
     * @param requestedAt when the load was requested: a contact that a person has removed since is not added again, in any
     *     try
     * @return the result of each contact, in their order
     */
    List<Became> load(Campaign read, List<Wanted> wanted, IfDuplicate ifDuplicate, Instant requestedAt) {
        Campaign campaign = opened(read, wanted, ifDuplicate, requestedAt);
        if (ifDuplicate == IfDuplicate.REQUEUE) {
            requeue(campaign, wanted);
        }
        Map<PhoneNumber, Suppression> suppressed = suppressed(wanted, campaign);
        Map<Integer, Became> became = new ConcurrentHashMap<>();
        parallel.forEach(
                IntStream.range(0, wanted.size()).boxed().toList(),
                index -> became.put(index, load(campaign, wanted.get(index), suppressed, ifDuplicate, requestedAt)));
        return IntStream.range(0, wanted.size()).mapToObj(became::get).toList();
    }

    /**
     * Makes a finished campaign ready before the first waiting contact is added, because otherwise it would continue
     * automatically.
     */
    private Campaign opened(Campaign campaign, List<Wanted> wanted, IfDuplicate ifDuplicate, Instant requestedAt) {
        if (campaign.status() != CampaignStatus.FINISHED) {
            return campaign;
        }
        Map<ContactId, Contact> there = found(campaign, wanted);
        boolean brings = wanted.stream().anyMatch(one -> {
            Contact contact = there.get(ContactId.of(campaign.id(), one.number()));
            return contact == null
                    || (contact.isRemoved() && !isOwn(contact, one) && !isRemovedSince(contact, requestedAt))
                    || isRequeued(contact.in(campaign.cycle()), one, ifDuplicate);
        });
        Campaign opened = brings ? repeated(campaign.id()) : campaign;
        if (brings && opened.status() == CampaignStatus.FINISHED) {
            throw new StoreBusy(
                    "campaign " + campaign.id() + " was archived at the same time; deliver the batch again");
        }
        return opened;
    }

    /** Makes a finished campaign ready again; one that takes no contacts is unchanged. */
    Campaign repeated(CampaignId id) {
        for (int i = 0; i < TRIES; i++) {
            Campaign campaign = campaigns.find(id).orElseThrow();
            if (!(LifeCycle.decide(campaign, CampaignAction.REPEATED, clock.instant())
                    instanceof LifeCycle.Decision.Moved moved)) {
                return campaign;
            }
            var _ = campaigns.save(moved.to());
        }
        throw StoreBusy.conflict("campaign " + id);
    }

    /**
     * Puts contacts back into the queue. They are written together with the campaign's intake, like every change of the
     * waiting contacts: the campaign does not finish before they are counted.
     */
    private void requeue(Campaign read, List<Wanted> wanted) {
        for (int from = 0; from < wanted.size(); from += Contacts.MAX_TOGETHER) {
            requeueTogether(read, wanted.subList(from, Math.min(wanted.size(), from + Contacts.MAX_TOGETHER)));
        }
    }

    private void requeueTogether(Campaign read, List<Wanted> wanted) {
        Campaign campaign = read;
        for (int i = 0; i < TRIES; i++) {
            if (!campaign.takesContacts()) {
                return;
            }
            Map<ContactId, Contact> there = found(campaign, wanted);
            List<Contacts.Change> changes = new ArrayList<>();
            for (Wanted one : wanted) {
                Contact stored = there.get(ContactId.of(campaign.id(), one.number()));
                Contact contact = stored == null ? null : stored.in(campaign.cycle());
                if (contact != null && isRequeued(contact, one, IfDuplicate.REQUEUE)) {
                    changes.add(
                            new Contacts.Change(stored, requeued(contact, one).countedIn(campaign)));
                }
            }
            if (changes.isEmpty() || contacts.edit(campaign, changes, 0, changes.size())) {
                return;
            }
            campaign = campaigns.find(campaign.id()).orElseThrow();
        }
        throw StoreBusy.conflict("contacts of campaign " + campaign.id());
    }

    private Contact requeued(Contact contact, Wanted wanted) {
        return contact.written(wanted.number(), clock.instant())
                .requeued(wanted.data(), wanted.source(), clock.instant())
                .tagged(wanted.tags(), clock.instant())
                .edited();
    }

    /**
     * Whether this row puts the contact back into the queue. Each row does so only once: not if the contact already has
     * the data of this row, or later data.
     */
    private static boolean isRequeued(Contact there, Wanted wanted, IfDuplicate ifDuplicate) {
        return ifDuplicate == IfDuplicate.REQUEUE
                && there.mayBeRequeued()
                && !there.person().dataSource().equals(wanted.source())
                && !LoadSource.isOtherFormBeside(there.person().dataSource(), wanted.source())
                && !LoadSource.isNewer(there.person().dataSource(), wanted.source());
    }

    private Map<ContactId, Contact> found(Campaign campaign, List<Wanted> wanted) {
        Map<ContactId, Contact> there = new HashMap<>();
        for (int from = 0; from < wanted.size(); from += Contacts.MAX_READ) {
            contacts.findAll(wanted.subList(from, Math.min(wanted.size(), from + Contacts.MAX_READ)).stream()
                            .map(one -> ContactId.of(campaign.id(), one.number()))
                            .toList())
                    .forEach(contact -> there.put(contact.id(), contact));
        }
        return there;
    }

    private Became load(
            Campaign campaign,
            Wanted wanted,
            Map<PhoneNumber, Suppression> suppressed,
            IfDuplicate ifDuplicate,
            Instant requestedAt) {
        Contact loaded = loaded(campaign, wanted, suppressed);
        Optional<Contact> there = Optional.empty();
        for (int i = 0; i < TRIES; i++) {
            if (there.isPresent() && isOwn(there.get(), wanted)) {
                return became(there.get());
            }
            if (there.isPresent() && isRemovedSince(there.get(), requestedAt)) {
                return Became.SKIPPED;
            }
            Optional<Contact> next =
                    there.isEmpty() ? Optional.of(loaded) : next(there.get(), wanted, loaded, campaign, ifDuplicate);
            if (next.isEmpty()) {
                return became(there, there.orElse(loaded), wanted, ifDuplicate);
            }
            switch (write(campaign, there, next.get())) {
                case Written.Done done -> {
                    return became(there, done.contact(), wanted, ifDuplicate);
                }
                case Written.Lost lost -> there = lost.there().map(contacts::withData);
            }
        }
        throw StoreBusy.conflict("contact " + loaded.id());
    }

    /**
     * Changes the form of the number that is dialled, see {@link Batch#otherForms}. Batches are loaded in any order: a
     * contact that does not exist yet is created, and counts as added by the row that comes earlier in the file, which
     * also writes the data.
     *
     * @param requestedAt see {@link #load(Campaign, List, IfDuplicate, Instant)}
     */
    void loadOtherForms(Campaign read, List<Wanted> forms, Instant requestedAt) {
        Campaign campaign = opened(read, forms, IfDuplicate.SKIP, requestedAt);
        Map<PhoneNumber, Suppression> suppressed = suppressed(forms, campaign);
        parallel.forEach(forms, form -> loadOtherForm(campaign, form, suppressed, requestedAt));
    }

    private void loadOtherForm(
            Campaign campaign, Wanted form, Map<PhoneNumber, Suppression> suppressed, Instant requestedAt) {
        Contact loaded = loaded(campaign, form, suppressed);
        Optional<Contact> there = contacts.find(loaded.id());
        for (int i = 0; i < TRIES; i++) {
            if (there.isPresent() && isRemovedSince(there.get(), requestedAt)) {
                return;
            }
            Contact next =
                    there.isEmpty() ? loaded : there.get().in(campaign.cycle()).written(form.number(), clock.instant());
            if (there.filter(next::equals).isPresent()) {
                return;
            }
            switch (write(campaign, there, next)) {
                case Written.Done _ -> {
                    return;
                }
                case Written.Lost lost -> there = lost.there();
            }
        }
        throw StoreBusy.conflict("contact " + loaded.id());
    }

    private Written write(Campaign campaign, Optional<Contact> there, Contact next) {
        return there.isEmpty()
                ? contacts.create(next.countedIn(campaign))
                : contacts.write(
                        there.get(), next.countedIn(campaign, there.get().in(campaign.cycle())));
    }

    private static boolean isRemovedSince(Contact there, Instant requestedAt) {
        return there.isRemoved() && there.log().lastUpdate().isAfter(requestedAt);
    }

    /** The existing contact with the row's data; empty if it does not change. */
    private Optional<Contact> next(
            Contact there, Wanted wanted, Contact loaded, Campaign campaign, IfDuplicate ifDuplicate) {
        if (there.isRemoved()) {
            return Optional.of(there.loadedAgain(loaded));
        }
        Contact before = there.in(campaign.cycle());
        Contact written = before.written(wanted.number(), clock.instant());
        Contact after = isOverwritten(there, wanted, ifDuplicate) ? updated(written, wanted) : written;
        return after.equals(before) ? Optional.empty() : Optional.of(after);
    }

    private Contact updated(Contact there, Wanted wanted) {
        if (there.isErased()) {
            return there;
        }
        Contact updated = there.updated(wanted.data(), wanted.source(), clock.instant());
        // The row that creates the contact may be loaded after another form of its number.
        return LoadSource.isOtherFormBeside(there.person().dataSource(), wanted.source())
                ? updated.loadedWith(wanted.tags())
                : updated.tagged(wanted.tags(), clock.instant());
    }

    private static boolean isOverwritten(Contact there, Wanted wanted, IfDuplicate ifDuplicate) {
        return LoadSource.isOtherFormBeside(there.person().dataSource(), wanted.source())
                || (ifDuplicate.overwrites()
                        && !LoadSource.isNewer(there.person().dataSource(), wanted.source()));
    }

    /**
     * Whether an earlier try of the same load wrote the contact, which its source shows even if it was removed since. A
     * contact that was added by another form in the same file, and has been removed since, is not added again.
     */
    private static boolean isOwn(Contact there, Wanted wanted) {
        return there.person().source().equals(wanted.source())
                || (there.isRemoved()
                        && LoadSource.isOtherFormBeside(there.person().source(), wanted.source()));
    }

    private static Became became(Optional<Contact> there, Contact written, Wanted wanted, IfDuplicate ifDuplicate) {
        boolean isNew = there.isEmpty()
                || there.get().isRemoved()
                || LoadSource.isOtherFormBeside(there.get().person().source(), wanted.source());
        if (isNew) {
            return became(written);
        }
        return became(ifDuplicate, written.isRequeuedBy(wanted.source()));
    }

    private static Became became(IfDuplicate ifDuplicate, boolean requeued) {
        return switch (ifDuplicate) {
            case SKIP -> Became.SKIPPED;
            case UPDATE -> Became.UPDATED;
            case REQUEUE -> requeued ? Became.REQUEUED : Became.UPDATED;
        };
    }

    private static Became became(Contact contact) {
        return contact.status() == ContactStatus.SUPPRESSED ? Became.SUPPRESSED : Became.LOADED;
    }

    /**
     * The changes that are written together with the campaign's intake; see {@link Contacts#edit}.
     *
     * @param edits the number of contacts that are put back into the queue
     */
    record Decided(List<Contacts.Change> changes, List<Became> became, int added, int edits) {
        Decided {
            changes = List.copyOf(changes);
            became = List.copyOf(became);
        }

        /** Whether a contact is added to the campaign, or put back into its queue. */
        boolean brings() {
            return added + edits > 0;
        }
    }

    /**
     * Decides on the contacts of one request: at most {@value Contacts#MAX_TOGETHER}, each number once.
     *
     * @param dueAt the due instant of new contacts of an active campaign, by which they are found without a scan;
     *     empty: the scan finds them
     * @param repeated whether an earlier try of the same request may have written some of them
     */
    Decided decide(
            Campaign campaign,
            List<Wanted> wanted,
            IfDuplicate ifDuplicate,
            Optional<Instant> dueAt,
            boolean repeated) {
        Map<PhoneNumber, Suppression> suppressed = suppressed(wanted, campaign);
        Map<ContactId, Contact> there = stored(campaign, wanted);
        List<Contacts.Change> changes = new ArrayList<>();
        List<Became> became = new ArrayList<>();
        int added = 0;
        int edits = 0;
        for (Wanted one : wanted) {
            Contact loaded = loaded(campaign, one, suppressed);
            Contact found = there.get(loaded.id());
            if (repeated && found != null && isOwn(found, one)) {
                became.add(became(found));
                continue;
            }
            if (found == null || found.isRemoved()) {
                Contact next = found == null ? loaded : found.loadedAgain(loaded);
                Contact due = next.isFresh() && dueAt.isPresent() ? next.foundAgain(dueAt.get()) : next;
                changes.add(new Contacts.Change(found, due.countedIn(campaign)));
                became.add(became(loaded));
                added++;
                continue;
            }
            boolean requeues = isRequeued(found.in(campaign.cycle()), one, ifDuplicate);
            Optional<Contact> next = requeues
                    ? Optional.of(requeued(found.in(campaign.cycle()), one))
                    : next(found, one, loaded, campaign, ifDuplicate);
            next.ifPresent(after -> changes.add(new Contacts.Change(found, after.countedIn(campaign))));
            became.add(became(ifDuplicate, requeues || (repeated && found.isRequeuedBy(one.source()))));
            edits += requeues ? 1 : 0;
        }
        return new Decided(changes, became, added, edits);
    }

    private Map<ContactId, Contact> stored(Campaign campaign, List<Wanted> wanted) {
        Map<ContactId, Contact> there = new HashMap<>();
        contacts.findAll(wanted.stream()
                        .map(one -> ContactId.of(campaign.id(), one.number()))
                        .toList())
                .forEach(contact -> there.put(contact.id(), contacts.withData(contact)));
        return there;
    }

    private Map<PhoneNumber, Suppression> suppressed(List<Wanted> wanted, Campaign campaign) {
        return doNotContact.among(
                wanted.stream().map(Wanted::number).toList(),
                campaign.settings().channel(),
                clock.instant());
    }

    private Contact loaded(Campaign campaign, Wanted wanted, Map<PhoneNumber, Suppression> suppressed) {
        Instant now = clock.instant();
        Contact loaded = Contact.loaded(
                        ContactId.of(campaign.id(), wanted.number()),
                        wanted.number(),
                        wanted.data(),
                        wanted.source(),
                        now)
                .loadedWith(wanted.tags());
        Suppression entry = suppressed.get(wanted.number());
        return entry == null
                ? loaded
                : loaded.suppressed(
                        TimelineCode.DO_NOT_CONTACT.name(), entry.brief().text(), now);
    }

    /** Makes a pending campaign ready, after its first contact was added. */
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
