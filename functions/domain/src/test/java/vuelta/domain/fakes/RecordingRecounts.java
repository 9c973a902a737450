package vuelta.domain.fakes;

import java.util.ArrayList;
import java.util.List;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.count.Recounts;

/** Keeps which campaigns are to be recounted. */
public final class RecordingRecounts implements Recounts {
    private final List<CampaignId> ordered = new ArrayList<>();

    @Override
    public synchronized void order(CampaignId campaign) {
        ordered.add(campaign);
    }

    public synchronized List<CampaignId> ordered() {
        return List.copyOf(ordered);
    }
}
