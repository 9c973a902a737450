package vuelta.domain.settle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;

/**
 * The campaigns of one batch of events, each read once. A campaign may change between its read and the write of a contact in any
 * case; only its cycle must not be earlier than the contact's.
 */
final class KnownCampaigns {
    private final Campaigns campaigns;
    private final Map<CampaignId, Campaign> known = new ConcurrentHashMap<>();

    KnownCampaigns(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /**
     * The campaign as it was read for this batch.
     *
     * @param cycle of a contact that was read: a campaign that is known in an earlier one is read again
     */
    Campaign get(CampaignId id, int cycle) {
        Campaign read = known.get(id);
        if (read == null || read.cycle().number() < cycle) {
            read = campaigns.find(id).orElseThrow();
            known.put(id, read);
        }
        return read;
    }
}
