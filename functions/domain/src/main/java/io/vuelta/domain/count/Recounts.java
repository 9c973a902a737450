package io.vuelta.domain.count;

import io.vuelta.domain.campaign.CampaignId;

/** Where a recount of a campaign is ordered; delivered at least once. */
public interface Recounts {
    void order(CampaignId campaign);
}
