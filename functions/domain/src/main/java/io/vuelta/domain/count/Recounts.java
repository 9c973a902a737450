package io.vuelta.domain.count;

import io.vuelta.domain.campaign.CampaignId;

/** Queue of ordered recounts of campaigns; delivered at least once. */
public interface Recounts {
    void order(CampaignId campaign);
}
