package io.vuelta.adapters.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Manifest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A manifest as JSON. Its filters have the names and values with which the same export can be requested again. */
final class ManifestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ManifestJson() {}

    static byte[] of(Manifest manifest) {
        Export export = manifest.export();
        ExportedFile file = manifest.file();
        ZoneId zone = manifest.zone();
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", export.id().value())
                .put("campaign_id", export.id().campaign().value())
                .put("kind", export.kind().wire());
        addFilter(json.putObject("filters"), export.filter(), zone);
        json.put("bom", export.bom())
                .put("raw", export.raw())
                .put("rows", file.rows())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256());
        manifest.columns().forEach(json.putArray("columns")::add);
        json.put("read_from", text(manifest.readFrom(), zone)).put("read_until", text(manifest.readUntil(), zone));
        if (manifest.contactsRemoved() != null) {
            json.put("contacts_removed_at", text(manifest.contactsRemoved(), zone));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is JSON", e);
        }
    }

    private static void addFilter(ObjectNode json, ExportFilter filter, ZoneId zone) {
        filter.statuses().forEach(json.putArray("status")::add);
        filter.tags().forEach(json.putArray("tags")::add);
        json.put("converted", filter.converted()).put("not_contacted", filter.notContacted());
        json.put(
                "answered_by",
                filter.answeredBy() == null ? null : filter.answeredBy().wire());
        Instant until = filter.until();
        json.put("startDate", text(filter.from(), zone));
        // The request includes its last instant; the filter excludes its end.
        json.put("endDate", text(until == null ? null : until.minusNanos(1), zone));
    }

    private static @Nullable String text(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }
}
