package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.domain.upload.Uploads;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Contact files: where to send one, and what has become of it. */
final class UploadsApi {
    private static final String COLUMNS = "columns";
    private static final Set<String> FIELDS = Set.of("file_name", "size", "sha256", "if_duplicate", "method", COLUMNS);
    private static final long LARGEST = 2L * 1024 * 1024 * 1024;
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_COLUMNS = 20;
    private static final int SHA_256_BYTES = 32;
    private static final Map<String, String> OTHER_NAMES =
            Map.of("contact", ColumnMapping.PHONE_NUMBER, "name", ColumnMapping.CONTACT_NAME);
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    private final Campaigns campaigns;
    private final Uploads uploads;
    private final UploadUrls urls;
    private final PartUploads partUploads;
    private final InstantSource clock;
    private final Ids ids;

    UploadsApi(
            Campaigns campaigns,
            Uploads uploads,
            UploadUrls urls,
            PartUploads partUploads,
            InstantSource clock,
            Ids ids) {
        this.campaigns = campaigns;
        this.uploads = uploads;
        this.urls = urls;
        this.partUploads = partUploads;
        this.clock = clock;
        this.ids = ids;
    }

    ApiResponse create(Request request) {
        Campaign campaign = CampaignsApi.existing(campaigns, request);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        String fileName = fields.requiredText("file_name", MAX_NAME_LENGTH);
        long size = fields.requiredLong("size", 1, LARGEST);
        Optional<String> sha256 = fields.text("sha256", MAX_NAME_LENGTH).map(text -> hex(fields, text));
        IfDuplicate ifDuplicate = ContactsApi.ifDuplicate(fields);
        ColumnMapping columns = fields.object(COLUMNS).map(UploadsApi::columns).orElse(ColumnMapping.NONE);
        Method method = method(fields);
        if (method == Method.MULTIPART && sha256.isPresent()) {
            throw fields.invalid("sha256", "of a whole file cannot be checked when it comes in parts; leave it out");
        }
        if (campaign.archived()) {
            throw ApiError.archived(campaign.id().value());
        }
        if (!campaign.status().takesContacts()) {
            throw ApiError.over(campaign.id().value(), campaign.status().wire());
        }
        UploadId id = new UploadId(campaign.id(), ids.next());
        String key = "uploads/" + campaign.id().value() + "/" + id.value();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode json = ApiJson.object().put("id", id.value());
        @Nullable String parts = null;
        switch (method) {
            case PUT -> show(urls.put(key, size, contentType(fileName), sha256), json);
            case POST -> show(urls.form(key, size, contentType(fileName), sha256), json);
            case MULTIPART -> {
                PartUploads.Begun begun = partUploads.begin(key, contentType(fileName), size);
                parts = begun.id();
                show(begun, json);
            }
        }
        uploads.create(Upload.waiting(id, fileName, size, key, parts, ifDuplicate, columns, now));
        return ApiResponse.of(201, "upload", json);
    }

    /** Puts the parts of a file together, if all have been sent; again is harmless. */
    ApiResponse complete(Request request) {
        Upload upload = existing(request);
        String parts = upload.parts();
        if (parts == null) {
            throw ApiError.of(
                    409, "NOT_IN_PARTS", "this file comes whole: once it is sent, there is nothing to complete");
        }
        if (upload.status() != Upload.Status.WAITING) {
            return ApiResponse.of(200, "upload", json(upload));
        }
        return switch (partUploads.complete(upload.key(), parts, upload.size())) {
            case PartUploads.Completed.Done done -> ApiResponse.of(200, "upload", json(upload));
            case PartUploads.Completed.Missing missing -> throw ApiError.partsMissing(missing.numbers());
            case PartUploads.Completed.Gone gone ->
                throw ApiError.of(409, "UPLOAD_EXPIRED", "its parts have been removed meanwhile: begin a new upload");
        };
    }

    ApiResponse show(Request request) {
        return ApiResponse.of(200, "upload", json(existing(request)));
    }

    private Upload existing(Request request) {
        UploadId id = request.id("upload", text -> new UploadId(request.campaign(), text));
        return uploads.find(id).orElseThrow(() -> ApiError.notFound("upload", id.value()));
    }

    /** Each field's column, or a list of them, as a file's header has them; a field may have either of its names. */
    private static ColumnMapping columns(Fields fields) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String name : fields.names()) {
            String field = OTHER_NAMES.getOrDefault(name, name);
            if (!ColumnMapping.FIELDS.contains(field)) {
                throw fields.invalid(name, "must be one of " + String.join(", ", ColumnMapping.FIELDS));
            }
            List<String> given = fields.textOrTexts(name, MAX_COLUMNS, MAX_NAME_LENGTH);
            if (!given.isEmpty() && columns.put(field, given) != null) {
                throw fields.invalid(name, "is given under both of its names; give one");
            }
        }
        return new ColumnMapping(columns);
    }

    /** How a client sends its file. */
    private enum Method {
        PUT,
        /** As a browser's form. */
        POST,
        /** In parts, each by a PUT of its own. */
        MULTIPART
    }

    private static Method method(Fields fields) {
        String method = fields.text("method", MAX_NAME_LENGTH).orElse(Method.PUT.name());
        return Arrays.stream(Method.values())
                .filter(known -> known.name().equalsIgnoreCase(method))
                .findFirst()
                .orElseThrow(() -> fields.invalid("method", "must be put, post or multipart"));
    }

    private static String hex(Fields fields, String text) {
        if (HEX.matcher(text).matches()) {
            return text.toLowerCase(Locale.ROOT);
        }
        byte[] bytes = fromBase64(text);
        if (bytes.length != SHA_256_BYTES) {
            throw fields.invalid("sha256", "must be the file's SHA-256 in hex (64 digits) or base64");
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] fromBase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String contentType(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz") ? "application/gzip" : "text/csv";
    }

    private static void show(UploadUrls.Put put, ObjectNode json) {
        json.put("method", put.method()).put("url", put.url().toString());
        ObjectNode headers = json.putObject("headers");
        put.headers().forEach(headers::put);
        json.put("expires_at", put.expiresAt().toString());
    }

    private static void show(UploadUrls.Form form, ObjectNode json) {
        json.put("method", "POST").put("url", form.url().toString());
        ObjectNode fields = json.putObject("fields");
        form.fields().forEach(fields::put);
        json.put("expires_at", form.expiresAt().toString());
    }

    private static void show(PartUploads.Begun begun, ObjectNode json) {
        json.put("method", "MULTIPART");
        ArrayNode parts = json.putArray("parts");
        begun.parts().forEach(part -> parts.addObject()
                .put("number", part.number())
                .put("size", part.size())
                .put("method", "PUT")
                .put("url", part.url().toString()));
        json.put("expires_at", begun.expiresAt().toString());
    }

    private ObjectNode json(Upload upload) {
        ObjectNode json = ApiJson.object()
                .put("id", upload.id().value())
                .put("status", upload.status().wire())
                .put("file_name", upload.fileName())
                .put("rows", upload.rows())
                .put("accepted", upload.accepted())
                .put("repaired", upload.repaired())
                .put("duplicates", upload.duplicates())
                .put("updated", upload.updated())
                .put("refused", upload.refused())
                .put("error", upload.error());
        FoundColumns found = upload.columns();
        ObjectNode columns = json.putObject(COLUMNS);
        show(found == null ? upload.mapping() : found.mapping(), columns);
        ArrayNode dropped = json.putArray("dropped_columns");
        if (found != null) {
            columns.set("variables", ApiJson.texts(found.variables()));
            found.dropped()
                    .forEach(column ->
                            dropped.addObject().put("column", column.column()).put("reason", column.reason()));
        }
        ArrayNode problems = json.putArray("problems");
        upload.problems().forEach(problem -> problems.add(json(problem)));
        return json.put(
                "report_url",
                Optional.ofNullable(upload.reportKey())
                        .map(urls::get)
                        .map(URI::toString)
                        .orElse(null));
    }

    /** As a client says it: one column as text, several as a list. */
    private static void show(ColumnMapping mapping, ObjectNode json) {
        mapping.columns().forEach((field, names) -> {
            if (names.size() == 1) {
                json.put(field, names.getFirst());
            } else {
                json.set(field, ApiJson.texts(names));
            }
        });
    }

    private static ObjectNode json(RowProblem problem) {
        return ApiJson.object()
                .put("line", problem.line())
                .put("column", problem.column())
                .put("value", problem.value())
                .put("reason", problem.reason())
                .put("action", problem.action().wire());
    }
}
