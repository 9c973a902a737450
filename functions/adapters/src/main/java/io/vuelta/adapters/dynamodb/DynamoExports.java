package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Exports;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports' states, beside their campaigns. */
public final class DynamoExports implements Exports {
    private static final String VERSION = "version";

    private final DynamoTable table;

    public DynamoExports(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Export export) {
        table.put(item(export));
    }

    @Override
    public boolean save(Export next) {
        return table.put(table.putIfVersion(item(next), VERSION, next.version() - 1));
    }

    private static Map<String, AttributeValue> item(Export export) {
        ExportFilter filter = export.filter();
        ItemWriter item = new ItemWriter(Keys.export(export.id()))
                .put("kind", export.kind().wire())
                .put("statuses", filter.statuses())
                .put("tags", filter.tags())
                .put(
                        "answered_by",
                        filter.answeredBy() == null ? null : filter.answeredBy().wire())
                .put("from", filter.from())
                .put("until", filter.until())
                .put("bom", export.bom())
                .put("raw", export.raw())
                .put("status", export.status().wire())
                .put("error", export.error())
                .put("created_at", export.createdAt())
                .put(VERSION, export.version());
        if (filter.converted() != null) {
            item.put("converted", filter.converted().booleanValue());
        }
        if (filter.notContacted() != null) {
            item.put("not_contacted", filter.notContacted().booleanValue());
        }
        ExportedFile file = export.file();
        if (file != null) {
            item.put("key", file.key())
                    .put("manifest_key", file.manifestKey())
                    .put("rows", file.rows())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        return item.item();
    }

    @Override
    public Optional<Export> find(ExportId id) {
        return table.find(Keys.export(id)).map(item -> read(id, item));
    }

    @Override
    public List<Export> list(CampaignId campaign, Optional<ExportId> after, int limit) {
        return table.newestFirst(Keys.campaign(campaign).pk(), Keys.EXPORT, after.map(Keys::export), limit).stream()
                .map(item -> read(new ExportId(campaign, item.text("sk").substring(Keys.EXPORT.length())), item))
                .toList();
    }

    @Override
    public List<Export> newer(ExportId from, int limit) {
        CampaignId campaign = from.campaign();
        return table.newestLast(Keys.export(from), Keys.EXPORT, limit).stream()
                .map(item -> read(new ExportId(campaign, item.text("sk").substring(Keys.EXPORT.length())), item))
                .toList();
    }

    static Export read(ExportId id, ItemReader item) {
        return new Export(
                id,
                Export.Kind.ofWire(item.text("kind")).orElseThrow(),
                new ExportFilter(
                        item.texts("statuses"),
                        item.texts("tags"),
                        flagOrNull(item, "converted"),
                        flagOrNull(item, "not_contacted"),
                        Optional.ofNullable(item.textOrNull("answered_by"))
                                .map(wire -> AnsweredBy.valueOf(wire.toUpperCase(Locale.ROOT)))
                                .orElse(null),
                        item.instantOrNull("from"),
                        item.instantOrNull("until")),
                item.flag("bom"),
                item.flag("raw"),
                Export.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                item.textOrNull("key") == null
                        ? null
                        : new ExportedFile(
                                item.text("key"),
                                item.text("manifest_key"),
                                item.number("rows"),
                                item.number("bytes"),
                                item.text("sha256")),
                item.textOrNull("error"),
                item.instant("created_at"),
                item.number(VERSION));
    }

    private static @Nullable Boolean flagOrNull(ItemReader item, String name) {
        return item.attribute(name) == null ? null : item.flag(name);
    }
}
