package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.CampaignId;
import java.util.Optional;

/**
 * Store of the claim batches. A batch is stored for 90 days, far longer than one of its attempts may be under way. Reads
 * are strongly consistent.
 */
public interface ClaimBatches {
    /**
     * Writes a batch. Returns false if another batch has this number, even if that batch was never opened. A number is
     * written only once, so a late write of a crashed pacer replaces nothing. Safe to repeat.
     */
    boolean put(ClaimBatch batch);

    Optional<ClaimBatch> find(CampaignId campaign, long number);
}
