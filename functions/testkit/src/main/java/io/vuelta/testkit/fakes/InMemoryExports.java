package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.Exports;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryExports implements Exports {
    private final Tables tables;

    InMemoryExports(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void create(Export export) {
        tables.write("exports.create", () -> tables.exports.put(export.id(), export));
    }

    @Override
    public Optional<Export> find(ExportId id) {
        return tables.run("exports.find", () -> Optional.ofNullable(tables.exports.get(id)));
    }

    @Override
    public List<Export> newer(ExportId from, int limit) {
        return tables.run(
                "exports.newer",
                () -> tables.exports.values().stream()
                        .filter(export -> export.id().campaign().equals(from.campaign()))
                        .filter(export -> export.id().value().compareTo(from.value()) >= 0)
                        .sorted(Comparator.comparing(export -> export.id().value()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Export> list(CampaignId campaign, Optional<ExportId> after, int limit) {
        return tables.run(
                "exports.list",
                () -> tables.exports.values().stream()
                        .filter(export -> export.id().campaign().equals(campaign))
                        .filter(export -> after.isEmpty()
                                || export.id().value().compareTo(after.get().value()) < 0)
                        .sorted(Comparator.comparing(
                                        (Export export) -> export.id().value())
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public boolean save(Export next) {
        return tables.run("exports.save", () -> {
            Export there = tables.exports.get(next.id());
            if (there == null || there.version() != next.version() - 1) {
                return false;
            }
            tables.exports.put(next.id(), next);
            return true;
        });
    }
}
