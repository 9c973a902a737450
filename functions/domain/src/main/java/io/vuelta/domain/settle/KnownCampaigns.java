package io.vuelta.domain.settle;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Contact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Cached campaigns for settling events. Each campaign is read about once a second. A campaign may change between its
 * read and the write of a contact in any case; only its cycle must not be earlier than the contact's. The filters of its
 * cycles may be older than those by which the contact was decided, see {@link Contact#countedIn(Campaign, Contact)}.
 * Several threads may use it, and none waits for another.
 */
final class KnownCampaigns {
    /** The age from which a campaign is read again, by the first thread that needs it. */
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    /** While it is read again, other threads use the value that was read at most this long ago. */
    static final Duration MAX_AGE_MEANWHILE = Duration.ofSeconds(2);

    /** Maximum number of cached campaigns; beyond it, those that are too old are removed. */
    private static final int MAX_KEPT = 100;

    private final Campaigns campaigns;
    private final InstantSource clock;
    private final Map<CampaignId, Known> known = new ConcurrentHashMap<>();

    KnownCampaigns(Campaigns campaigns, InstantSource clock) {
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /**
     * The campaign in a recent state.
     *
     * @param cycle the cycle of a contact that was read; a campaign that is cached in an earlier cycle is read again
     */
    Campaign get(CampaignId id, int cycle) {
        Instant now = clock.instant();
        if (known.size() > MAX_KEPT) {
            known.values().removeIf(campaign -> !campaign.holds(0, now, MAX_AGE_MEANWHILE));
        }
        Known one = known.computeIfAbsent(id, _ -> new Known());
        Campaign last = one.last(cycle, now);
        return last == null ? one.read(id, now) : last;
    }

    /** The campaign in its present state, which is read in any case. */
    Campaign read(CampaignId id) {
        return known.computeIfAbsent(id, _ -> new Known()).read(id, clock.instant());
    }

    private final class Known {
        private final AtomicBoolean isBeingRead = new AtomicBoolean();
        private volatile @Nullable Read last;

        boolean holds(int cycle, Instant now, Duration maxAge) {
            Read read = last;
            return read != null && read.holds(cycle, now, maxAge);
        }

        /** The cached campaign; null if it must be read. */
        @Nullable
        Campaign last(int cycle, Instant now) {
            Read read = last;
            if (read == null) {
                return null;
            }
            boolean isGood = read.holds(cycle, now, MAX_AGE)
                    || (read.holds(cycle, now, MAX_AGE_MEANWHILE) && !isBeingRead.compareAndSet(false, true));
            return isGood ? read.campaign() : null;
        }

        Campaign read(CampaignId id, Instant now) {
            try {
                Campaign campaign = campaigns.find(id).orElseThrow();
                last = new Read(campaign, now);
                return campaign;
            } finally {
                isBeingRead.set(false);
            }
        }
    }

    /**
     * A campaign that was read.
     *
     * @param at an instant before the read began
     */
    private record Read(Campaign campaign, Instant at) {
        boolean holds(int cycle, Instant now, Duration maxAge) {
            return campaign.cycle().number() >= cycle && !now.isBefore(at) && now.isBefore(at.plus(maxAge));
        }
    }
}
