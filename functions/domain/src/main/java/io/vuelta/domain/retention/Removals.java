package io.vuelta.domain.retention;

import io.vuelta.domain.campaign.CampaignId;
import java.time.Instant;

/** Deletes the stored data of a campaign's contacts. */
public interface Removals {
    /**
     * Has some items expire: contacts, their attempts, data, conversations and replies, and the cells that uploads report as
     * problems. From then on they are read as not there and cannot be written any more; the store deletes them some time later,
     * and counts nothing because of it. Safe to repeat. Throws {@link io.vuelta.domain.store.StoreBusy}.
     *
     * @param limit items looked at, at most
     * @param at from which instant on they are expired: not after now
     * @return where to continue
     */
    RemovalCursor expire(CampaignId campaign, RemovalCursor from, int limit, Instant at);
}
