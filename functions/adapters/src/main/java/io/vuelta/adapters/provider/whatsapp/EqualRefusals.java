package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.campaign.CampaignId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often in a row the messages of a campaign were refused for the same reason, as far as this process has sent them.
 * What is refused to everybody is not of the rows' data: the campaign had better stop than fail its whole list. Each process
 * that sends counts by itself, so that at most so many contacts more are refused as there are processes.
 */
final class EqualRefusals {
    /** Campaigns that one process sends at a time are few; those that were left in the midst of a row are not kept for ever. */
    private static final int MAX_CAMPAIGNS = 1_000;

    private final Map<CampaignId, Row> rows = new ConcurrentHashMap<>();

    private record Row(String reason, int length) {}

    /** One more refusal; returns how many in a row were for this reason. */
    int refused(CampaignId campaign, String reason) {
        if (rows.size() >= MAX_CAMPAIGNS) {
            rows.clear();
        }
        return rows.merge(
                        campaign,
                        new Row(reason, 1),
                        (before, one) -> before.reason().equals(reason) ? new Row(reason, before.length() + 1) : one)
                .length();
    }

    /** A message got through, or was refused for a reason that speaks for the others. */
    void broken(CampaignId campaign) {
        rows.remove(campaign);
    }
}
