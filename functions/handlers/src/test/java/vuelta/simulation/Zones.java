package vuelta.simulation;

import java.time.ZoneId;
import vuelta.domain.campaign.CampaignId;

/** Where each campaign lives; a campaign does not move. */
interface Zones {
    ZoneId of(CampaignId campaign);
}
