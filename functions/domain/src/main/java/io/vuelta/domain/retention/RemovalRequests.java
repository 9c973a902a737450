package io.vuelta.domain.retention;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Duration;
import java.util.Optional;

/** Requests that {@link RemoveContacts} starts or continues later. */
public interface RemovalRequests {
    /** Looks for campaigns whose contacts have been kept long enough, among those older than {@code after}. */
    void look(Optional<CampaignId> after);

    /**
     * Removes the contacts of a campaign.
     *
     * @param delay at most 15 minutes
     */
    void remove(CampaignId campaign, RemovalCursor from, Duration delay);
}
