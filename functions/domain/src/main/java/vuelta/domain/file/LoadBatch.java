package vuelta.domain.file;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.pace.Wakes;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;

/**
 * Puts a batch into its campaign: contacts, counters and the batch's outcome in one transaction. A row whose number is
 * in the campaign already is skipped and listed. The same batch delivered again changes nothing.
 */
public final class LoadBatch {
    /** Each lost race drops at least one duplicate row, or was somebody else's write: bounded all the same. */
    private static final int TRIES = Commit.MOST_LOADED + 5;

    private final Campaigns campaigns;
    private final Ledger ledger;
    private final FinishUpload finishUpload;
    private final Wakes wakes;
    private final InstantSource clock;

    public LoadBatch(Campaigns campaigns, Ledger ledger, FinishUpload finishUpload, Wakes wakes, InstantSource clock) {
        this.campaigns = campaigns;
        this.ledger = ledger;
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
        campaigns.find(campaign).filter(Campaign::works).ifPresent(working -> wakes.wake(working.line()));
    }

    /** Returns whether the batch has brought anybody. */
    private boolean load(Batch batch) {
        Set<ContactId> present = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
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
                    changes.add(new ContactChange(null, contact(batch, row, id)));
                }
            }
            int duplicates = batch.duplicates() + batch.rows().size() - changes.size();
            LoadedBatch loaded = new LoadedBatch(
                    batch.upload(), batch.number(), changes.size(), repaired, duplicates, batch.refused(), problems);
            @Nullable Set<ContactId> lost = commit(batch, changes, loaded);
            if (lost == null) {
                return !changes.isEmpty();
            }
            present.addAll(lost);
        }
        throw new StoreBusy(
                "batch " + batch.number() + " of upload " + batch.upload() + " lost every race; deliver it again",
                new IllegalStateException("lost every race"));
    }

    /** Null when the batch is in; else who is there already. */
    private @Nullable Set<ContactId> commit(Batch batch, List<ContactChange> changes, LoadedBatch loaded) {
        Ledger.Result result = ledger.commit(Commit.load(batch.upload().campaign(), changes, loaded));
        return result instanceof Ledger.Result.Lost lost && !lost.batch() ? lost.contacts() : null;
    }

    private Contact contact(Batch batch, Batch.Row row, ContactId id) {
        String source = batch.upload().value() + "/" + batch.number() + "/" + row.line();
        return Contact.loaded(id, row.number(), row.data(), source, clock.instant());
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
                    || !(LifeCycle.decide(campaign.get(), CampaignAction.LOADED)
                            instanceof LifeCycle.Decision.Moved moved)
                    || campaigns.save(moved.to())) {
                return;
            }
        }
    }
}
