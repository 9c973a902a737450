package vuelta.domain.file;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.pace.Wakes;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.IfDuplicate;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;
import vuelta.domain.upload.Uploads;

/**
 * Puts a batch into its campaign: contacts, counters and the batch's outcome in one transaction. A row whose number is in the
 * campaign already is listed, and skipped, or its data overwritten where the upload says so. The same batch delivered again
 * changes nothing.
 */
public final class LoadBatch {
    private final Campaigns campaigns;
    private final Uploads uploads;
    private final LoadContacts loadContacts;
    private final FinishUpload finishUpload;
    private final Wakes wakes;

    public LoadBatch(
            Campaigns campaigns,
            Contacts contacts,
            Uploads uploads,
            Ledger ledger,
            DoNotContact doNotContact,
            FinishUpload finishUpload,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.uploads = uploads;
        this.loadContacts = new LoadContacts(campaigns, contacts, ledger, doNotContact, clock);
        this.finishUpload = finishUpload;
        this.wakes = wakes;
    }

    public void handle(Batch batch) {
        CampaignId campaign = batch.upload().campaign();
        if (load(batch).bringsAnybody()) {
            loadContacts.ready(campaign);
        }
        // Only now: an upload that is done has made its campaign ready.
        finishUpload.ifComplete(batch.upload());
        // Though it brought nobody: the campaign may have waited for the upload's end, to be finished.
        campaigns.find(campaign).filter(Campaign::isOnLine).ifPresent(working -> wakes.wake(working.line()));
    }

    /** Gives an upload up of which a batch cannot be loaded for reasons of our own; what was loaded of it stays. */
    public void fail(UploadId id, String error) {
        if (uploads.find(id).isPresent()) {
            uploads.fail(id, error);
            campaigns.find(id.campaign()).filter(Campaign::isOnLine).ifPresent(working -> wakes.wake(working.line()));
        }
    }

    private LoadContacts.Decided load(Batch batch) {
        IfDuplicate ifDuplicate =
                uploads.find(batch.upload()).map(Upload::ifDuplicate).orElse(IfDuplicate.SKIP);
        String source = batch.upload().value() + "/" + batch.number() + "/";
        List<LoadContacts.Wanted> wanted = batch.rows().stream()
                .map(row -> new LoadContacts.Wanted(row.number(), row.data(), source + row.line()))
                .toList();
        return loadContacts.load(
                batch.upload().campaign(),
                wanted,
                ifDuplicate,
                decided -> Optional.of(Commit.load(decided.campaign(), decided.changes(), loaded(batch, decided))));
    }

    private static LoadedBatch loaded(Batch batch, LoadContacts.Decided decided) {
        List<RowProblem> problems = new ArrayList<>(batch.problems());
        int repaired = batch.repaired();
        int skipped = 0;
        int updated = 0;
        for (int i = 0; i < batch.rows().size(); i++) {
            Batch.Row row = batch.rows().get(i);
            LoadContacts.Became became = decided.became().get(i);
            boolean overwritten = became == LoadContacts.Became.UPDATED;
            if (overwritten || became == LoadContacts.Became.SKIPPED) {
                updated += overwritten ? 1 : 0;
                skipped += overwritten ? 0 : 1;
                repaired -= repairedBefore(row, problems) ? 1 : 0;
                problems.removeIf(problem -> problem.line() == row.line());
                problems.add(new RowProblem(
                        row.line(),
                        "contact",
                        row.number().e164(),
                        "DUPLICATE_IN_CAMPAIGN",
                        overwritten ? Action.UPDATED : Action.SKIPPED));
            }
        }
        int there = skipped + updated;
        return new LoadedBatch(
                batch.upload(),
                batch.number(),
                batch.rows().size() - there,
                repaired,
                batch.duplicates() + there,
                updated,
                batch.refused(),
                problems);
    }

    private static boolean repairedBefore(Batch.Row row, List<RowProblem> problems) {
        return problems.stream()
                .anyMatch(problem -> problem.line() == row.line() && problem.action() == Action.REPAIRED);
    }
}
