package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.CampaignId;
import java.util.Optional;

/** Store of the claim batches, for as long as one of their attempts may be under way. Reads are strongly consistent. */
public interface ClaimBatches {
    /** Writes a batch. One of a number that was never opened may be replaced. */
    void put(ClaimBatch batch);

    Optional<ClaimBatch> find(CampaignId campaign, long number);
}
