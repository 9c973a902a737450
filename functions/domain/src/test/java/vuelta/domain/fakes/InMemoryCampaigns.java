package vuelta.domain.fakes;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.line.LineId;

final class InMemoryCampaigns implements Campaigns {
    private static final Comparator<CampaignId> OLDEST_FIRST = Comparator.comparing(CampaignId::value);

    private final Tables tables;

    InMemoryCampaigns(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void create(Campaign campaign) {
        tables.write("campaigns.create", () -> {
            if (tables.campaigns.putIfAbsent(campaign.id(), campaign.written()) != null) {
                throw new IllegalStateException("there is a campaign " + campaign.id() + " already");
            }
            tables.phases.put(campaign.id(), campaign.phase());
            tables.list(campaign);
        });
    }

    @Override
    public Optional<Campaign> find(CampaignId id) {
        return tables.run("campaigns.find", () -> Optional.ofNullable(tables.campaigns.get(id)));
    }

    @Override
    public boolean save(Campaign next) {
        return tables.run("campaigns.save", () -> {
            if (!isAsRead(tables, next)) {
                return false;
            }
            tables.campaigns.put(next.id(), next.written());
            tables.list(next);
            return true;
        });
    }

    @Override
    public List<Campaign> list(Optional<CampaignId> after, int limit) {
        return tables.run("campaigns.list", () -> tables.campaigns.values().stream()
                .filter(campaign -> after.isEmpty() || OLDEST_FIRST.compare(campaign.id(), after.get()) < 0)
                .sorted(Comparator.comparing(Campaign::id, OLDEST_FIRST.reversed()))
                .limit(limit)
                .toList());
    }

    @Override
    public List<CampaignId> activeOn(LineId line) {
        return tables.run("campaigns.activeOn", () -> tables.active.getOrDefault(line, Set.of()).stream()
                .sorted(OLDEST_FIRST)
                .toList());
    }

    @Override
    public boolean retire(Campaign campaign) {
        return tables.run("campaigns.retire", () -> {
            boolean quiet = !campaign.isOnLine() && tables.pacing(campaign.id()).inFlight() == 0;
            if (!quiet || !isAsRead(tables, campaign)) {
                return false;
            }
            tables.active.getOrDefault(campaign.line(), new HashSet<>()).remove(campaign.id());
            return true;
        });
    }

    static boolean isAsRead(Tables tables, Campaign read) {
        Campaign stored = tables.campaigns.get(read.id());
        return stored != null && stored.version() == read.version();
    }
}
