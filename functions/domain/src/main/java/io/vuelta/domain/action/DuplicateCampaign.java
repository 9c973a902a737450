package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Makes a new campaign with another one's settings and contacts. The contacts follow page by page, as an upload of the
 * new campaign; dates in the past are not copied, because the copy would end before it began.
 */
public final class DuplicateCampaign {
    private final Campaigns campaigns;
    private final Uploads uploads;
    private final Batches batches;
    private final InstantSource clock;

    public DuplicateCampaign(Campaigns campaigns, Uploads uploads, Batches batches, InstantSource clock) {
        this.campaigns = campaigns;
        this.uploads = uploads;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * The contents of the copy.
     *
     * @param name the name of the copy
     * @param statuses only contacts in one of these; empty for all
     * @param tags only contacts with one of these; empty for all
     */
    public record Wanted(String name, Set<ContactStatus> statuses, Set<String> tags) {
        public Wanted {
            statuses = Set.copyOf(statuses);
            tags = Set.copyOf(tags);
        }
    }

    /** Copies a campaign. If it is called again with the same ids, it continues where it was interrupted. */
    public Campaign apply(Campaign original, CampaignId id, UploadId copy, Wanted wanted) {
        Instant now = clock.instant();
        CampaignSettings settings = original.settings().copied(wanted.name(), now);
        Campaign campaign = Campaign.created(id, original.agent(), original.line(), settings, now);
        if (campaigns.find(id).isEmpty()) {
            campaigns.create(campaign);
        }
        if (uploads.find(copy).isEmpty()) {
            uploads.create(Upload.waiting(copy, "contacts of " + original.id(), 0, "", now));
        }
        batches.send(new CopyPage(original.id(), copy, 0, ScanCursor.START, wanted.statuses(), wanted.tags()));
        return campaign;
    }
}
