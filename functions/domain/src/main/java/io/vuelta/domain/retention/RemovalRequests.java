package io.vuelta.domain.retention;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Duration;
import java.util.Optional;

/** Requests that {@link RemoveContacts} starts or continues later. */
public interface RemovalRequests {
    /** Orders a search for campaigns whose contacts' retention period is over, among those older than {@code after}. */
    void look(Optional<CampaignId> after);

    /**
     * Orders the removal of a campaign's contacts.
     *
     * @param delay the time until the delivery, at most 15 minutes
     */
    void remove(CampaignId campaign, RemovalCursor from, Duration delay);
}
