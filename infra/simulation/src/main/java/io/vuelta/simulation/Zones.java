package io.vuelta.simulation;

import io.vuelta.domain.campaign.CampaignId;
import java.time.ZoneId;

/** The time zone of each campaign; it does not change. */
interface Zones {
    ZoneId of(CampaignId campaign);
}
