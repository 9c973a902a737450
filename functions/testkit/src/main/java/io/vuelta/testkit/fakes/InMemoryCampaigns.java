package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.line.LineId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

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
            tables.list(campaign);
        });
    }

    @Override
    public Optional<Campaign> find(CampaignId id) {
        return tables.run("campaigns.find", () -> Optional.ofNullable(tables.campaigns.get(id)));
    }

    @Override
    public boolean save(Campaign next) {
        // A repeated request has the same token, and is not applied again.
        AtomicBoolean applied = new AtomicBoolean();
        return tables.run("campaigns.save", () -> {
            if (applied.get()) {
                return true;
            }
            if (!tables.isAsRead(next)) {
                return false;
            }
            tables.campaigns.put(next.id(), next.written());
            tables.list(next);
            applied.set(true);
            return true;
        });
    }

    @Override
    public List<Campaign> list(Optional<CampaignId> after, int limit) {
        return tables.run(
                "campaigns.list",
                () -> tables.campaigns.values().stream()
                        .filter(campaign -> !campaign.id().isTest())
                        .filter(campaign -> after.isEmpty() || OLDEST_FIRST.compare(campaign.id(), after.get()) < 0)
                        .sorted(Comparator.comparing(Campaign::id, OLDEST_FIRST.reversed()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Campaign> newer(CampaignId from, int limit) {
        return tables.run(
                "campaigns.newer",
                () -> tables.campaigns.values().stream()
                        .filter(campaign -> OLDEST_FIRST.compare(campaign.id(), from) >= 0)
                        .sorted(Comparator.comparing(Campaign::id, OLDEST_FIRST))
                        .limit(limit)
                        .toList());
    }

    @Override
    public int count(int most) {
        return tables.run("campaigns.count", () -> Math.min(most, tables.campaigns.size()));
    }

    @Override
    public List<CampaignId> activeOn(LineId line) {
        return tables.run(
                "campaigns.activeOn",
                () -> tables.active.getOrDefault(line, Set.of()).stream()
                        .sorted(OLDEST_FIRST)
                        .toList());
    }

    @Override
    public List<LineId> linesAtWork() {
        return tables.run(
                "campaigns.linesAtWork",
                () -> tables.active.entrySet().stream()
                        .filter(line -> !line.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparing(LineId::value))
                        .toList());
    }

    @Override
    public Intake intake(CampaignId id) {
        return tables.run("campaigns.intake", () -> tables.intake(id));
    }

    @Override
    public boolean rest(Campaign next, Intake intake, long pacing) {
        return tables.run("campaigns.rest", () -> {
            boolean asRead = isAsRead(next, pacing) && tables.intake(next.id()).equals(intake);
            if (!asRead) {
                return false;
            }
            tables.campaigns.put(next.id(), next.written());
            if (!next.isPaced()) {
                tables.unlist(next, next.line());
            }
            return true;
        });
    }

    @Override
    public boolean retire(Campaign campaign, LineId line, long pacing) {
        return tables.run("campaigns.retire", () -> {
            if (!isAsRead(campaign, pacing)
                    || (campaign.isPaced() && campaign.line().equals(line))) {
                return false;
            }
            tables.unlist(campaign, line);
            return true;
        });
    }

    private boolean isAsRead(Campaign campaign, long pacing) {
        return tables.isAsRead(campaign) && tables.book(campaign.id()).version() == pacing;
    }
}
