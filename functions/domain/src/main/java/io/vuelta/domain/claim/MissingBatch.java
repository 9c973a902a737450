package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.CampaignId;

/**
 * A claim batch that was open in its campaign's book, but that the store does not have: its claims cannot be checked
 * any more, and the batch was closed.
 *
 * @param claims the number of its claims that were not known to be over
 */
public record MissingBatch(CampaignId campaign, long number, int claims) {}
