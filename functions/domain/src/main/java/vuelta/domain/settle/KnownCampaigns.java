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
        // Events that are settled side by side wait for the one that reads.
        return known.compute(
                id,
                (same, read) -> read == null || read.cycle().number() < cycle
                        ? campaigns.find(id).orElseThrow()
                        : read);
    }
}
