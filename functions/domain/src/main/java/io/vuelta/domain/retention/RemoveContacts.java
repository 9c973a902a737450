package io.vuelta.domain.retention;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Removes the contacts of campaigns that have been over for a given time. First the campaign is closed permanently: one
 * write after which it accepts no contact and makes no attempt. Writes that were in progress have ended before the
 * first contact expires. Then the items are marked, piece by piece, and the store deletes them. A piece that crashes at
 * any point, or is delivered twice, can be repeated safely; the check of the next day orders a lost removal again.
 */
public final class RemoveContacts {
    /** Number of campaigns that are checked for one message. */
    static final int LOOKED_AT = 200;

    /** Number of items that are read together, for one message. */
    static final int TOGETHER = 100;

    static final int PIECE = 4_000;

    /**
     * Wait before the first removal. It is longer than the run time of any function that may have read the campaign
     * before it was closed and still adds contacts to it.
     */
    static final Duration SETTLES = Duration.ofMinutes(15);

    /**
     * A removal that began this long ago is begun again: if it has ended, the new one does nothing; otherwise it was
     * lost.
     */
    static final Duration AGAIN = Duration.ofDays(1);

    static final Duration GIVEN_UP = Duration.ofDays(7);

    private final Campaigns campaigns;
    private final OpenClaimsBooks books;
    private final Removals removals;
    private final RemovalRequests requests;
    private final Duration kept;
    private final InstantSource clock;

    /**
     * Uses these ports.
     *
     * @param kept how long contacts are kept after their campaign is over; zero: without limit
     */
    public RemoveContacts(
            Campaigns campaigns,
            OpenClaimsBooks books,
            Removals removals,
            RemovalRequests requests,
            Duration kept,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.books = books;
        this.removals = removals;
        this.requests = requests;
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * Checks some campaigns older than {@code after}, or the newest ones, and orders the check of the next. Safe to
     * repeat.
     */
    public void look(Optional<CampaignId> after) {
        if (kept.isZero()) {
            return;
        }
        List<Campaign> page = campaigns.list(after, LOOKED_AT);
        Instant now = clock.instant();
        for (Campaign campaign : page) {
            if (campaign.isPast(kept, now) || mustContinue(campaign, now)) {
                requests.remove(campaign.id(), RemovalCursor.START, Duration.ZERO);
            } else if (campaign.lacksOverSince()) {

                var _ = campaigns.save(campaign.notedOver(now));
            }
        }
        if (page.size() == LOOKED_AT) {
            requests.look(Optional.of(page.getLast().id()));
        }
    }

    private static boolean mustContinue(Campaign campaign, Instant now) {
        Instant removed = campaign.retention().removed();
        return removed != null
                && removed.plus(AGAIN).isBefore(now)
                && removed.plus(GIVEN_UP).isAfter(now);
    }

    /** Does a bounded part of a campaign's removal and sends the message for the next part. Safe to repeat. */
    public void remove(CampaignId id, RemovalCursor from) {
        Optional<Campaign> campaign = campaigns.find(id);
        if (campaign.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Instant removed = campaign.get().retention().removed();
        if (removed == null) {
            close(campaign.get(), now);
            return;
        }
        if (now.isBefore(removed.plus(SETTLES))) {
            requests.remove(id, from, Duration.between(now, removed.plus(SETTLES)));
            return;
        }
        RemovalCursor at = from;
        for (int looked = 0; looked < PIECE && !at.ended(); looked += TOGETHER) {
            at = removals.expire(id, at, TOGETHER, now);
        }
        if (!at.ended()) {
            requests.remove(id, at, Duration.ZERO);
        }
    }

    /**
     * Closes the campaign, unless it was repeated or unarchived since, or an attempt is under way: the check of the
     * next day handles it again.
     */
    private void close(Campaign campaign, Instant now) {
        boolean isDue = !kept.isZero()
                && campaign.isPast(kept, now)
                && books.find(campaign.id()).inFlight() == 0;
        if (isDue && campaigns.save(campaign.withoutContacts(now))) {
            requests.remove(campaign.id(), RemovalCursor.START, SETTLES);
        }
    }
}
