package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.count.Tally;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class InMemoryCounts implements Counts {
    private final Tables tables;

    InMemoryCounts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Sums sums(CampaignId campaign, int cycle) {
        return tables.run(
                "counts.sums",
                () -> of(campaign).values().stream()
                        .map(tally -> tally.in(cycle))
                        .reduce(Sums.NONE, Sums::plus));
    }

    @Override
    public Tally find(CampaignId campaign, int slot) {
        return tables.run("counts.find", () -> stored(campaign, slot));
    }

    @Override
    public boolean save(Tally next, HourlyFigures moved) {
        return tables.run("counts.save", () -> {
            boolean written = written(List.of(next));
            if (written) {
                moved.hours().forEach((hour, figures) -> {
                    LocalDate day = hour.atOffset(ZoneOffset.UTC).toLocalDate();
                    tables.days
                            .computeIfAbsent(day, _ -> new HashMap<>())
                            .merge(next.campaign(), HourlyFigures.at(hour, figures), HourlyFigures::plus);
                });
            }
            return written;
        });
    }

    @Override
    public HourlyFigures moved(CampaignId campaign, List<LocalDate> days) {
        return tables.run(
                "counts.moved",
                () -> days.stream()
                        .map(day -> tables.days.getOrDefault(day, Map.of()).getOrDefault(campaign, HourlyFigures.NONE))
                        .reduce(HourlyFigures.NONE, HourlyFigures::plus));
    }

    @Override
    public Map<CampaignId, HourlyFigures> moved(LocalDate day) {
        return tables.run("counts.movedOn", () -> Map.copyOf(tables.days.getOrDefault(day, Map.of())));
    }

    @Override
    public List<Tally> all(CampaignId campaign) {
        return tables.run("counts.all", () -> List.copyOf(of(campaign).values()));
    }

    @Override
    public boolean replace(List<Tally> next) {
        return tables.run("counts.replace", () -> written(next));
    }

    private boolean written(List<Tally> next) {
        if (next.stream()
                .anyMatch(tally -> stored(tally.campaign(), tally.slot()).version() != tally.version())) {
            return false;
        }
        next.forEach(tally -> tables.tallies
                .computeIfAbsent(tally.campaign(), _ -> new TreeMap<>())
                .put(tally.slot(), tally.written()));
        return true;
    }

    private Tally stored(CampaignId campaign, int slot) {
        return of(campaign).getOrDefault(slot, Tally.none(campaign, slot));
    }

    private Map<Integer, Tally> of(CampaignId campaign) {
        return tables.tallies.getOrDefault(campaign, new TreeMap<>());
    }
}
