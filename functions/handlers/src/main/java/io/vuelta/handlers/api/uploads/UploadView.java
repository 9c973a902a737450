package io.vuelta.handlers.api.uploads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.RowProblemView;
import java.util.Optional;

/** Shows contact files: the result of a file, and the address to which it is sent. */
final class UploadView {
    static final String COLUMNS = "columns";

    private final UploadUrls urls;

    UploadView(UploadUrls urls) {
        this.urls = urls;
    }

    static void put(UploadUrls.Put put, ObjectNode json) {
        json.put("method", put.method()).put("url", put.url().toString());
        ObjectNode headers = json.putObject("headers");
        put.headers().forEach(headers::put);
        json.put("expires_at", put.expiresAt().toString());
    }

    static void put(UploadUrls.Form form, ObjectNode json) {
        json.put("method", "POST").put("url", form.url().toString());
        ObjectNode fields = json.putObject("fields");
        form.fields().forEach(fields::put);
        json.put("expires_at", form.expiresAt().toString());
    }

    static void put(PartUploads.Begun begun, ObjectNode json) {
        json.put("method", "MULTIPART");
        ArrayNode parts = json.putArray("parts");
        begun.parts()
                .forEach(part -> parts.addObject()
                        .put("number", part.number())
                        .put("size", part.size())
                        .put("method", "PUT")
                        .put("url", part.url().toString()));
        json.put("expires_at", begun.expiresAt().toString());
    }

    ObjectNode of(Upload upload) {
        ObjectNode json = ApiJson.object()
                .put("id", upload.id().value())
                .put("status", upload.status().wire())
                .put("file_name", upload.file().name())
                .put("rows", upload.rows().all())
                .put("accepted", upload.rows().accepted())
                .put("repaired", upload.rows().repaired())
                .put("duplicates", upload.rows().duplicates())
                .put("updated", upload.rows().updated())
                .put("refused", upload.rows().refused())
                .put("error", upload.error());
        FoundColumns found = upload.columns();
        ObjectNode columns = json.putObject(COLUMNS);
        put(found == null ? upload.mapping() : found.mapping(), columns);
        ArrayNode dropped = json.putArray("dropped_columns");
        if (found != null) {
            columns.set("variables", ApiJson.texts(found.variables()));
            found.dropped()
                    .forEach(column ->
                            dropped.addObject().put("column", column.column()).put("reason", column.reason()));
        }
        json.set("problems", RowProblemView.json(upload.problems()));
        Optional<UploadUrls.Get> report =
                Optional.ofNullable(upload.reportKey()).map(urls::get);
        return json.put("report_url", report.map(get -> get.url().toString()).orElse(null))
                .put(
                        "report_expires_at",
                        report.map(get -> get.expiresAt().toString()).orElse(null));
    }

    /** Writes the mapping in the form in which a client sends it: one column as text, several as a list. */
    private static void put(ColumnMapping mapping, ObjectNode json) {
        mapping.columns().forEach((field, names) -> {
            if (names.size() == 1) {
                json.put(field, names.getFirst());
            } else {
                json.set(field, ApiJson.texts(names));
            }
        });
    }
}
