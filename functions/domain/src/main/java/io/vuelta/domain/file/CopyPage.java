package io.vuelta.domain.file;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.upload.UploadId;
import java.util.Set;

/**
 * One page of a copy of contacts from one campaign into another.
 *
 * @param from the campaign whose contacts are copied
 * @param to the upload of the new campaign
 * @param number the number of this page's batch, from 0
 * @param at where the page begins
 * @param statuses only contacts in one of these; empty for all
 * @param tags only contacts with one of these; empty for all
 */
public record CopyPage(
        CampaignId from, UploadId to, int number, ScanCursor at, Set<ContactStatus> statuses, Set<String> tags) {
    public CopyPage {
        statuses = Set.copyOf(statuses);
        tags = Set.copyOf(tags);
    }

    CopyPage next(ScanCursor next) {
        return new CopyPage(from, to, number + 1, next, statuses, tags);
    }
}
