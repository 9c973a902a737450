package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.Exports;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Exports' states, beside their campaigns. */
public final class DynamoExports implements Exports {
    private final DynamoTable table;

    public DynamoExports(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(Export export) {
        table.put(new ItemWriter(Keys.export(export.id()))
                .put("kind", export.kind().wire())
                .put("statuses", wires(export.statuses()))
                .put("bom", export.bom())
                .put("raw", export.raw())
                .put("status", export.status().wire())
                .put("rows", (long) export.rows())
                .put("key", export.key())
                .put("sha256", export.sha256())
                .put("error", export.error())
                .put("created_at", export.createdAt())
                .item());
    }

    private static List<String> wires(List<ContactStatus> statuses) {
        return statuses.stream().map(ContactStatus::wire).toList();
    }

    @Override
    public Optional<Export> find(ExportId id) {
        return table.find(Keys.export(id)).map(item -> read(id, item));
    }

    static Export read(ExportId id, ItemReader item) {
        return new Export(
                id,
                Export.Kind.ofWire(item.text("kind")).orElseThrow(),
                item.texts("statuses").stream()
                        .map(wire -> ContactStatus.ofWire(wire).orElseThrow())
                        .toList(),
                item.flag("bom"),
                item.flag("raw"),
                Export.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                item.integer("rows"),
                item.textOrNull("key"),
                item.textOrNull("sha256"),
                item.textOrNull("error"),
                item.instant("created_at"));
    }
}
