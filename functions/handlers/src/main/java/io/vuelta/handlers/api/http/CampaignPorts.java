package io.vuelta.handlers.api.http;

import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.wake.Wakes;

/**
 * The ports of campaigns.
 *
 * @param books the attempts under way of each campaign
 * @param wakes notify the pacer of a campaign's line of a change
 */
public record CampaignPorts(Campaigns campaigns, OpenClaimsBooks books, Counts counts, Wakes wakes) {}
