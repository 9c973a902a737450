package io.vuelta.simulation;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Campaigns;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The versions of each campaign and when each was in force, as stored. */
final class Histories implements Zones {
    private final Campaigns campaigns;
    private final Chaos chaos;
    private final InstantSource clock;
    private final Map<CampaignId, List<Version>> histories = new LinkedHashMap<>();

    Histories(Campaigns campaigns, Chaos chaos, InstantSource clock) {
        this.campaigns = campaigns;
        this.chaos = chaos;
        this.clock = clock;
    }

    private final Set<CampaignId> expected = new HashSet<>();

    private record Version(Instant from, Campaign campaign) {}

    /** Reads the campaigns after every operation that may have written one. */
    void written(String operation) {
        if (operation.equals("campaigns.create")) {
            created();
        }
        if (operation.equals("campaigns.save") || operation.equals("campaigns.rest")) {
            histories.keySet().forEach(this::look);
        }
    }

    /** Announces that a campaign with this id will be created. */
    void expect(CampaignId id) {
        expected.add(id);
    }

    private void created() {
        for (CampaignId id : Set.copyOf(expected)) {
            if (chaos.quietly(() -> campaigns.find(id)).isPresent()) {
                expected.remove(id);
                begin(id);
            }
        }
    }

    void begin(CampaignId id) {
        histories.put(id, new ArrayList<>());
        look(id);
    }

    private void look(CampaignId id) {
        Campaign now = chaos.quietly(() -> campaigns.find(id)).orElseThrow();
        List<Version> history = histories.getOrDefault(id, List.of());
        if (history.isEmpty() || history.getLast().campaign().version() != now.version()) {
            history.add(new Version(clock.instant(), now));
        }
    }

    Set<CampaignId> ids() {
        return histories.keySet();
    }

    Campaign now(CampaignId id) {
        return history(id).getLast().campaign();
    }

    /** The versions in force at some instant between {@code from} and now. */
    Stream<Campaign> since(CampaignId id, Instant from) {
        List<Version> history = history(id);
        int first = history.size() - 1;
        while (first > 0 && history.get(first).from().isAfter(from)) {
            first--;
        }
        return history.subList(first, history.size()).stream().map(Version::campaign);
    }

    /** All settings that the campaign has ever had. */
    Stream<CampaignSettings> ever(CampaignId id) {
        return since(id, Instant.MIN).map(Campaign::settings);
    }

    /** The settings of the campaign's epoch. */
    CampaignSettings of(CampaignId id, long epoch) {
        return since(id, Instant.MIN)
                .filter(campaign -> campaign.epoch() == epoch)
                .findFirst()
                .orElseThrow(() -> new Violation("nothing was planned in epoch " + epoch + " of " + id))
                .settings();
    }

    @Override
    public ZoneId of(CampaignId campaign) {
        return now(campaign).settings().zone();
    }

    private List<Version> history(CampaignId id) {
        List<Version> history = histories.get(id);
        if (history == null) {
            throw new IllegalArgumentException("no campaign " + id);
        }
        return history;
    }
}
