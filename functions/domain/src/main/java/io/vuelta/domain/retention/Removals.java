package io.vuelta.domain.retention;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;

/** Deletes the stored data of a campaign's contacts. */
public interface Removals {
    /**
     * Marks some items as expired: contacts, their attempts, data, conversations and replies, and the cells that
     * uploads report as problems. From then on, reads do not find them and they can no longer be written. The store
     * deletes them some time later, which does not change any counts. Safe to repeat. Throws {@link
     * io.vuelta.domain.store.StoreBusy}.
     *
     * @param limit maximum number of items to check
     * @param at the instant from which they are expired; not in the future
     * @return the position at which to continue
     */
    RemovalCursor expire(CampaignId campaign, RemovalCursor from, int limit, Instant at);
}
