package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.CampaignId;

/** Store of the campaigns' pacing books. Reads are strongly consistent. */
public interface OpenClaimsBooks {
    /** The campaign's book; a new one if nothing has been written in it yet. */
    OpenClaimsBook find(CampaignId campaign);

    /**
     * Writes a book.
     *
     * @param next has the version that was read
     * @return false if another process has written it since; then nothing is changed. Also true if the same book was
     *     written by an earlier try
     */
    boolean save(OpenClaimsBook next);
}
