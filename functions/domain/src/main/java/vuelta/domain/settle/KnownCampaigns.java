package vuelta.domain.settle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;

/**
 * The campaigns of the events that are settled, each read once a second. A campaign may change between its read and the write
 * of a contact in any case; only its cycle must not be earlier than the contact's. Used by several threads.
 */
final class KnownCampaigns {
    /** A campaign that was read longer ago is read again. */
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    /** Campaigns that are kept; beyond, those that are too old are dropped. */
    private static final int MAX_KEPT = 100;

    private final Campaigns campaigns;
    private final InstantSource clock;
    private final Map<CampaignId, Read> known = new ConcurrentHashMap<>();

    /**
     * A campaign as it was read.
     *
     * @param at before the read began
     */
    private record Read(Campaign campaign, Instant at) {
        boolean holds(int cycle, Instant now) {
            return campaign.cycle().number() >= cycle && !now.isBefore(at) && now.isBefore(at.plus(MAX_AGE));
        }
    }

    KnownCampaigns(Campaigns campaigns, InstantSource clock) {
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /**
     * The campaign as it was within the last second.
     *
     * @param cycle of a contact that was read: a campaign that is known in an earlier one is read again
     */
    Campaign get(CampaignId id, int cycle) {
        Instant now = clock.instant();
        if (known.size() > MAX_KEPT) {
            known.values().removeIf(read -> !read.holds(0, now));
        }
        // Events that are settled side by side wait for the one that reads.
        return known.compute(
                        id,
                        (same, read) -> read != null && read.holds(cycle, now)
                                ? read
                                : new Read(campaigns.find(id).orElseThrow(), now))
                .campaign();
    }
}
