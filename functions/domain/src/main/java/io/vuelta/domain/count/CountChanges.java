package io.vuelta.domain.count;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the changes of the stream, with one write for each campaign and batch of changes. If a contact becomes ready
 * to be tried, the campaign's line is woken after the counts are written, so that its pacer finds the contact.
 */
public final class CountChanges {
    /**
     * Maximum number of tries. One shard is read by one invocation at a time, so a race is only possible with an
     * earlier invocation that has not stopped after its time limit.
     */
    private static final int TRIES = 5;

    private final Counts counts;
    private final Campaigns campaigns;
    private final Wakes wakes;
    private final InstantSource clock;

    public CountChanges(Counts counts, Campaigns campaigns, Wakes wakes, InstantSource clock) {
        this.counts = counts;
        this.campaigns = campaigns;
        this.wakes = wakes;
        this.clock = clock;
    }

    /**
     * Safe to repeat. Throws {@link StoreBusy} if not all changes could be counted: the same changes must be delivered
     * again.
     */
    public void count(String shard, List<Change> changes) {
        Map<CampaignId, List<Change>> byCampaign = changes.stream()
                .collect(Collectors.groupingBy(Change::campaign, LinkedHashMap::new, Collectors.toList()));
        byCampaign.forEach((campaign, some) -> {
            count(campaign, shard, some);
            if (some.stream().anyMatch(CountChanges::beginsToWait)) {
                wake(campaign);
            }
        });
    }

    private void count(CampaignId campaign, String shard, List<Change> changes) {
        for (int i = 0; i < TRIES; i++) {
            Tally tally = counts.find(campaign, Tally.slotOf(shard));
            Tally next = tally.with(shard, changes, clock.instant());
            if (next.equals(tally)) {
                return;
            }
            Tally.Split split = next.split(tally);
            if (counts.save(split.kept(), split.moved())) {
                return;
            }
        }
        throw StoreBusy.conflict("the counts of campaign " + campaign);
    }

    private static boolean beginsToWait(Change change) {
        return change instanceof Change.OfContact of
                && of.after().waits()
                && (of.before() == null || !of.before().waits());
    }

    /** Wakes the line of a campaign, even of a finished one: its pacer may have finished it just before this count. */
    private void wake(CampaignId id) {
        campaigns
                .find(id)
                .filter(campaign -> campaign.isPaced() || campaign.status() == CampaignStatus.FINISHED)
                .map(Campaign::line)
                .ifPresent(line -> wakes.send(Wake.of(line, id)));
    }
}
