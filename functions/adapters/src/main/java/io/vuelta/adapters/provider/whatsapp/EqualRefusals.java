package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.campaign.CampaignId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how many messages of a campaign in a row were refused for the same reason, among those that this process has
 * sent. If every message is refused, the reason is not the data of a row, and the campaign should pause rather than
 * fail its whole list. Each process counts separately, so each of them may fail some more contacts.
 */
final class EqualRefusals {
    /** Maximum number of campaigns. One process sends few campaigns at a time; old counts are removed. */
    private static final int MAX_CAMPAIGNS = 1_000;

    private final Map<CampaignId, Row> rows = new ConcurrentHashMap<>();

    private record Row(String reason, int length) {}

    /** Counts one more refusal. Returns the number of refusals in a row for this reason. */
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

    /**
     * Resets the count: a message was accepted, or was refused for a reason that shows that the account and the
     * template are valid.
     */
    void broken(CampaignId campaign) {
        rows.remove(campaign);
    }
}
