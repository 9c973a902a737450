package io.vuelta.simulation;

import io.vuelta.domain.campaign.CampaignId;
import java.time.ZoneId;

/** Where each campaign lives; a campaign does not move. */
interface Zones {
    ZoneId of(CampaignId campaign);
}
