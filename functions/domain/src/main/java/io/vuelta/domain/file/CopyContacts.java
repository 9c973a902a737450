package io.vuelta.domain.file;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.upload.CopiedPage;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Copies contacts of one campaign into another, page by page, so that only one page is in memory. The copy is loaded
 * like an upload: its pages are numbered batches, and a page that is delivered twice changes nothing.
 */
public final class CopyContacts {
    private static final int PAGE = Batch.MAX_ROWS;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Uploads uploads;
    private final LoadBatch load;
    private final FinishUpload finishUpload;
    private final Batches batches;
    private final Wakes wakes;

    public CopyContacts(
            Campaigns campaigns,
            Contacts contacts,
            Uploads uploads,
            LoadBatch load,
            FinishUpload finishUpload,
            Batches batches,
            Wakes wakes) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.uploads = uploads;
        this.load = load;
        this.finishUpload = finishUpload;
        this.batches = batches;
        this.wakes = wakes;
    }

    public void handle(CopyPage page) {
        copy(page);
        // The campaign may only have been waiting for the end of the copy, and the process that ended it may have
        // crashed before this step.
        campaigns.find(page.to().campaign()).filter(Campaign::isPaced).ifPresent(working -> wakes.wake(working.line()));
    }

    private void copy(CopyPage page) {
        if (!uploads.startReading(page.to())) {
            return;
        }
        Optional<Campaign> from = campaigns.find(page.from());
        if (from.isEmpty()) {
            uploads.fail(page.to(), "NO_CAMPAIGN: the campaign to be copied is gone");
            return;
        }
        CopiedPage chosen = uploads.keepCopied(page.to(), page.number(), chosen(page, from.get()));
        // A page without contacts is also a batch: its number must be loaded before the copy is complete.
        load.handle(batch(page, chosen));
        if (chosen.next().ended()) {
            uploads.allRead(page.to(), page.number() + 1);
            finishUpload.ifComplete(page.to());
        } else {
            batches.send(page.next(chosen.next()));
        }
    }

    /** Gives up the copy because this page cannot be loaded due to an internal error, see {@link LoadBatch#giveUp}. */
    public void giveUp(CopyPage page, String error) {
        // A page whose contacts were not selected yet adds no contacts, even if another function handles it later.
        CopiedPage chosen = uploads.keepCopied(page.to(), page.number(), new CopiedPage(List.of(), ScanCursor.END));
        load.giveUp(batch(page, chosen), error);
    }

    private Batch batch(CopyPage page, CopiedPage chosen) {
        List<Contact> copied = read(page.from(), chosen.hashes());
        return new Batch(
                page.to(),
                page.number(),
                IntStream.range(0, copied.size())
                        .mapToObj(i -> row(copied.get(i), (long) page.number() * PAGE + i + 1))
                        .toList(),
                0,
                0,
                0,
                List.of());
    }

    private CopiedPage chosen(CopyPage page, Campaign from) {
        Contacts.Page read = contacts.after(page.from(), page.at(), PAGE);
        return new CopiedPage(
                read.contacts().stream()
                        .map(contact -> contact.in(from.cycle()))
                        .filter(contact -> isWanted(contact, page))
                        .map(contact -> contact.id().hash())
                        .toList(),
                read.next());
    }

    /** These contacts with their data, in this order. */
    private List<Contact> read(CampaignId campaign, List<String> hashes) {
        Map<String, Contact> read =
                contacts
                        .findAll(hashes.stream()
                                .map(hash -> new ContactId(campaign, hash))
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(contact -> contact.id().hash(), contacts::withData));
        return hashes.stream()
                .map(read::get)
                .filter(Objects::nonNull)
                .filter(contact -> !contact.isErased())
                .toList();
    }

    private static boolean isWanted(Contact contact, CopyPage page) {
        return contact.status() != ContactStatus.REMOVED
                && !contact.isErased()
                && (page.statuses().isEmpty() || page.statuses().contains(contact.status()))
                && (page.tags().isEmpty() || contact.results().tags().stream().anyMatch(page.tags()::contains));
    }

    private static Batch.Row row(Contact contact, long line) {
        return new Batch.Row(line, contact.number(), contact.data());
    }
}
