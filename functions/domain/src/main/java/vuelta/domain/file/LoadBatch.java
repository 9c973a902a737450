package vuelta.domain.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.pace.Wakes;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.suppression.Suppression;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;

/**
 * Puts a batch into its campaign: contacts, counters and the batch's outcome in one transaction. A row whose number is
 * in the campaign already is skipped and listed; one that is on the do-not-contact list is loaded as suppressed; one that
 * was removed comes back, and the numbers of its attempts go on. The same batch delivered again changes nothing.
 */
public final class LoadBatch {
    /** Each lost race drops at least one duplicate row, or was somebody else's write: bounded all the same. */
    private static final int TRIES = Commit.MOST_LOADED + 5;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Ledger ledger;
    private final DoNotContact doNotContact;
    private final FinishUpload finishUpload;
    private final Wakes wakes;
    private final InstantSource clock;

    public LoadBatch(
            Campaigns campaigns,
            Contacts contacts,
            Ledger ledger,
            DoNotContact doNotContact,
            FinishUpload finishUpload,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.ledger = ledger;
        this.doNotContact = doNotContact;
        this.finishUpload = finishUpload;
        this.wakes = wakes;
        this.clock = clock;
    }

    public void handle(Batch batch) {
        CampaignId campaign = batch.upload().campaign();
        boolean accepted = load(batch);
        if (accepted) {
            ready(campaign);
        }
        // Only now: an upload that is done has made its campaign ready.
        finishUpload.ifComplete(batch.upload());
        // Though it brought nobody: the campaign may have waited for the upload's end, to be finished.
        campaigns.find(campaign).filter(Campaign::isOnLine).ifPresent(working -> wakes.wake(working.line()));
    }

    /** Returns whether the batch has brought anybody. */
    private boolean load(Batch batch) {
        Set<ContactId> present = new HashSet<>();
        Map<ContactId, Contact> removed = new HashMap<>();
        for (int i = 0; i < TRIES; i++) {
            Campaign campaign = campaigns.find(batch.upload().campaign()).orElseThrow();
            Map<PhoneNumber, Suppression> suppressed = doNotContact.among(
                    batch.rows().stream().map(Batch.Row::number).toList(),
                    campaign.settings().channel(),
                    clock.instant());
            List<ContactChange> changes = new ArrayList<>();
            List<RowProblem> problems = new ArrayList<>(batch.problems());
            int repaired = batch.repaired();
            for (Batch.Row row : batch.rows()) {
                ContactId id = ContactId.of(batch.upload().campaign(), row.number());
                if (present.contains(id)) {
                    repaired -= repairedBefore(row, problems) ? 1 : 0;
                    problems.removeIf(problem -> problem.line() == row.line());
                    problems.add(new RowProblem(
                            row.line(), "contact", row.number().e164(), "DUPLICATE_IN_CAMPAIGN", Action.SKIPPED));
                } else {
                    changes.add(change(batch, row, id, removed.get(id), suppressed.containsKey(row.number())));
                }
            }
            int duplicates = batch.duplicates() + batch.rows().size() - changes.size();
            LoadedBatch loaded = new LoadedBatch(
                    batch.upload(), batch.number(), changes.size(), repaired, duplicates, batch.refused(), problems);
            @Nullable Set<ContactId> lost = commit(campaign, changes, loaded);
            if (lost == null) {
                return !changes.isEmpty();
            }
            lost.forEach(id -> sort(id, present, removed));
        }
        throw new StoreBusy(
                "batch " + batch.number() + " of upload " + batch.upload() + " lost every race; deliver it again",
                new IllegalStateException("lost every race"));
    }

    /** One who stood in the way is there already, or was removed, and comes back. */
    private void sort(ContactId id, Set<ContactId> present, Map<ContactId, Contact> removed) {
        contacts.find(id)
                .filter(contact -> contact.status() == ContactStatus.REMOVED)
                .ifPresentOrElse(contact -> removed.put(id, contact), () -> present.add(id));
    }

    /** Null when the batch is in; else who is there already. */
    private @Nullable Set<ContactId> commit(Campaign campaign, List<ContactChange> changes, LoadedBatch loaded) {
        Ledger.Result result = ledger.commit(Commit.load(campaign, changes, loaded));
        return result instanceof Ledger.Result.Lost lost && !lost.batch() ? lost.contacts() : null;
    }

    private ContactChange change(
            Batch batch, Batch.Row row, ContactId id, @Nullable Contact removed, boolean suppressed) {
        String source = batch.upload().value() + "/" + batch.number() + "/" + row.line();
        Instant now = clock.instant();
        Contact loaded = Contact.loaded(id, row.number(), row.data(), source, now);
        Contact numbered = removed == null ? loaded : removed.loadedAgain(loaded);
        return new ContactChange(removed, suppressed ? numbered.suppressed("DO_NOT_CONTACT", now) : numbered);
    }

    private static boolean repairedBefore(Batch.Row row, List<RowProblem> problems) {
        return problems.stream()
                .anyMatch(problem -> problem.line() == row.line() && problem.action() == Action.REPAIRED);
    }

    /** The first accepted row makes a pending campaign ready. */
    private void ready(CampaignId id) {
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
