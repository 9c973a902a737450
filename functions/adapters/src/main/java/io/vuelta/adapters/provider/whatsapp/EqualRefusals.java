package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.campaign.CampaignId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often in a row the messages of a campaign were refused for the same reason, among those that this process
 * has sent. If every message is refused, the reason is not the data of a row, and the campaign should pause rather than
 * fail its whole list. Each process that sends counts by itself, so each of them may fail some more contacts.
 */
final class EqualRefusals {
    /** Campaigns that one process sends at a time are few; those that were left in the midst of a row are not kept for ever. */
    private static final int MAX_CAMPAIGNS = 1_000;

    private final Map<CampaignId, Row> rows = new ConcurrentHashMap<>();

    private record Row(String reason, int length) {}

    /** Counts one more refusal; returns how many in a row were for this reason. */
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
