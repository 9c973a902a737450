package io.vuelta.domain.file;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowProblem.Action;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads a batch into its campaign, contact by contact, and then stores the batch's outcome. A row whose number is
 * already in the campaign is listed. It is skipped, or its data replaces that of the contact if the upload requests
 * this. If the same batch is delivered again, even after it was partly loaded, the contacts and the outcome are the
 * same, and it counts once.
 */
public final class LoadBatch {
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Uploads uploads;
    private final LoadContacts loadContacts;
    private final FinishUpload finishUpload;
    private final Wakes wakes;

    public LoadBatch(
            Campaigns campaigns,
            Contacts contacts,
            Uploads uploads,
            DoNotContact doNotContact,
            FinishUpload finishUpload,
            Wakes wakes,
            Parallel parallel,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.uploads = uploads;
        this.loadContacts = new LoadContacts(campaigns, contacts, doNotContact, parallel, clock);
        this.finishUpload = finishUpload;
        this.wakes = wakes;
    }

    public void handle(Batch batch) {
        CampaignId id = batch.upload().campaign();
        // A counted batch is not loaded again: a contact may have been removed since, and would be added again without
        // being counted.
        if (!uploads.isLoaded(batch.upload(), batch.number())) {
            Campaign campaign = campaigns.find(id).orElseThrow();
            if (campaign.status() == CampaignStatus.FINISHED && !campaign.takesContacts()) {
                // Archived after the file was read: it cannot become ready again, so no contact may wait in it.
                UnusableFile closed = IngestUpload.closed(campaign);
                giveUp(batch, closed.code() + ": " + closed.getMessage());
                return;
            }
            uploads.loaded(loaded(batch, load(campaign, batch)));
        }
        if (uploads.find(batch.upload())
                .filter(upload -> upload.rows().accepted() > 0)
                .isPresent()) {
            loadContacts.ready(id);
        }
        // This comes last, because a completed upload has made its campaign ready.
        finishUpload.ifComplete(batch.upload());
        // Also if no contact was added: the campaign may have been waiting for the end of the upload to be finished.
        campaigns.find(id).filter(Campaign::isPaced).ifPresent(working -> wakes.wake(working.line()));
    }

    /**
     * Gives up an upload because this batch cannot be loaded due to an internal error. Contacts that were loaded stay,
     * and those of this batch are counted.
     */
    public void giveUp(Batch batch, String error) {
        UploadId id = batch.upload();
        if (uploads.find(id).isEmpty()) {
            return;
        }
        if (!uploads.isLoaded(id, batch.number())) {
            uploads.loaded(loadedSoFar(batch));
        }
        uploads.fail(id, error);
        campaigns.find(id.campaign()).filter(Campaign::isPaced).ifPresent(working -> wakes.wake(working.line()));
    }

    private LoadedBatch loadedSoFar(Batch batch) {
        UploadId id = batch.upload();
        Map<ContactId, String> sources =
                contacts
                        .findAll(batch.rows().stream()
                                .map(row -> ContactId.of(id.campaign(), row.number()))
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(
                                Contact::id, contact -> contact.person().source()));
        List<Batch.Row> loaded = batch.rows().stream()
                .filter(row -> LoadSource.ofRow(id, batch.number(), row.line())
                        .equals(sources.get(ContactId.of(id.campaign(), row.number()))))
                .toList();
        return new LoadedBatch(
                id,
                batch.number(),
                loaded.size(),
                (int) loaded.stream()
                        .filter(row -> repairedBefore(row, batch.problems()))
                        .count(),
                batch.duplicates(),
                0,
                batch.refused() + batch.rows().size() - loaded.size(),
                batch.problems());
    }

    private List<LoadContacts.Became> load(Campaign campaign, Batch batch) {
        Optional<Upload> upload = uploads.find(batch.upload());
        IfDuplicate ifDuplicate = upload.map(Upload::ifDuplicate).orElse(IfDuplicate.SKIP);
        Instant requestedAt = upload.map(Upload::createdAt).orElse(Instant.MAX);
        List<LoadContacts.Became> became = loadContacts.load(
                campaign,
                wanted(batch.rows(), row -> LoadSource.ofRow(batch.upload(), batch.number(), row.line())),
                ifDuplicate,
                requestedAt);
        loadContacts.loadOtherForms(
                campaign,
                wanted(batch.otherForms(), row -> LoadSource.ofOtherForm(batch.upload(), row.line())),
                requestedAt);
        return became;
    }

    private static List<LoadContacts.Wanted> wanted(List<Batch.Row> rows, Function<Batch.Row, String> source) {
        return rows.stream()
                .map(row -> new LoadContacts.Wanted(row.number(), row.data(), row.tags(), source.apply(row)))
                .toList();
    }

    private static LoadedBatch loaded(Batch batch, List<LoadContacts.Became> all) {
        List<RowProblem> problems = new ArrayList<>(batch.problems());
        int repaired = batch.repaired();
        int skipped = 0;
        int updated = 0;
        for (int i = 0; i < batch.rows().size(); i++) {
            Batch.Row row = batch.rows().get(i);
            LoadContacts.Became became = all.get(i);
            Optional<Action> done = done(became);
            if (done.isPresent()) {
                updated += done.get() == Action.SKIPPED ? 0 : 1;
                skipped += done.get() == Action.SKIPPED ? 1 : 0;
                repaired -= repairedBefore(row, problems) ? 1 : 0;
                // A tag that the contact did not get stays in the report, unless the row was skipped as a whole.
                problems.removeIf(problem -> problem.line() == row.line()
                        && (done.get() == Action.SKIPPED || !problem.reason().equals(RowReason.UNKNOWN_TAG.name())));
                problems.add(new RowProblem(
                        row.line(),
                        "contact",
                        row.number().e164(),
                        RowReason.DUPLICATE_IN_CAMPAIGN.name(),
                        done.get()));
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

    /** How a row was handled whose number was already in the campaign; empty for a new contact. */
    private static Optional<Action> done(LoadContacts.Became became) {
        return switch (became) {
            case LOADED, SUPPRESSED -> Optional.empty();
            case UPDATED -> Optional.of(Action.UPDATED);
            case REQUEUED -> Optional.of(Action.REQUEUED);
            case SKIPPED -> Optional.of(Action.SKIPPED);
        };
    }

    private static boolean repairedBefore(Batch.Row row, List<RowProblem> problems) {
        return problems.stream()
                .anyMatch(problem -> problem.line() == row.line() && problem.action() == Action.REPAIRED);
    }
}
