package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.Recounts;
import java.util.ArrayList;
import java.util.List;

/** Records the campaigns whose recount was ordered. */
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
