package io.vuelta.domain.count;

import io.vuelta.domain.campaign.CampaignId;
import java.util.List;

/** Where the counts of campaigns are kept. Reads are strongly consistent. */
public interface Counts {
    /** The sums of all parts, as they read in the campaign's cycle. */
    Sums sums(CampaignId campaign, int cycle);

    Tally find(CampaignId campaign, int slot);

    /**
     * Writes one part.
     *
     * @param next carries the version that was read
     * @return false if somebody else has written it since; nothing is changed then
     */
    boolean save(Tally next);

    /** Every part that has been written. */
    List<Tally> all(CampaignId campaign);

    /**
     * Writes several parts together, or nothing.
     *
     * @param next each carries the version that was read
     * @return false if one of them has been written since
     */
    boolean replace(List<Tally> next);
}
