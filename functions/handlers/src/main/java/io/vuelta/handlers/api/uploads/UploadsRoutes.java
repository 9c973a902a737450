package io.vuelta.handlers.api.uploads;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
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

/** Contact files: the address to which a file is sent, and its result. */
public final class UploadsRoutes {
    private static final Set<String> FIELDS =
            Set.of("file_name", "size", "sha256", "if_duplicate", "method", UploadView.COLUMNS);
    private static final long MAX_FILE_BYTES = 2L * 1024 * 1024 * 1024;
    private static final int MAX_COLUMNS = 20;
    private static final int SHA_256_BYTES = 32;
    private static final Map<String, String> OTHER_NAMES =
            Map.of("contact", ColumnMapping.PHONE_NUMBER, "name", ColumnMapping.CONTACT_NAME);
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    private final Campaigns campaigns;
    private final Uploads uploads;
    private final UploadUrls urls;
    private final PartUploads partUploads;
    private final UploadView view;
    private final InstantSource clock;
    private final Ids ids;

    public UploadsRoutes(ApiDependencies ports) {
        this.campaigns = ports.campaigns().campaigns();
        this.uploads = ports.files().uploads();
        this.urls = ports.files().urls();
        this.partUploads = ports.files().parts();
        this.view = new UploadView(ports.files().urls());
        this.clock = ports.clock();
        this.ids = ports.ids();
    }

    public void addTo(Router router) {
        router.creating(WRITE, "/campaigns/{campaign}/uploads", this::create)
                .on(READ, "GET", "/campaigns/{campaign}/uploads", this::list)
                .on(READ, "GET", "/campaigns/{campaign}/uploads/{upload}", this::show)
                .on(WRITE, "POST", "/campaigns/{campaign}/uploads/{upload}/complete", this::complete);
    }

    private ApiResponse create(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        String fileName = fields.requiredText("file_name", Lengths.MAX_NAME);
        long size = fields.requiredLong("size", 1, MAX_FILE_BYTES);
        Optional<String> sha256 = fields.text("sha256", Lengths.MAX_NAME).map(text -> hex(fields, text));
        IfDuplicate ifDuplicate = DomainFields.ifDuplicate(fields);
        ColumnMapping columns =
                fields.object(UploadView.COLUMNS).map(UploadsRoutes::columns).orElse(ColumnMapping.NONE);
        Method method = method(fields);
        if (method == Method.MULTIPART && sha256.isPresent()) {
            throw fields.invalid(
                    "sha256", "of a whole file cannot be checked if the file comes in parts; leave it out");
        }
        if (campaign.archived()) {
            throw ApiError.archived(campaign.id().value());
        }
        if (!campaign.takesContacts()) {
            throw ApiError.over(campaign.id().value(), campaign.status().wire());
        }
        UploadId id = new UploadId(campaign.id(), ids.next());
        String key = "uploads/" + campaign.id().value() + "/" + id.value();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode json = ApiJson.object().put("id", id.value());
        @Nullable String parts = null;
        switch (method) {
            case PUT -> UploadView.put(urls.put(key, size, contentType(fileName), sha256), json);
            case POST -> UploadView.put(urls.form(key, size, contentType(fileName), sha256), json);
            case MULTIPART -> {
                PartUploads.Begun begun = partUploads.begin(key, contentType(fileName), size);
                parts = begun.id();
                UploadView.put(begun, json);
            }
        }
        uploads.create(Upload.waiting(id, fileName, size, key, parts, ifDuplicate, columns, now));
        return ApiResponse.of(201, "upload", json);
    }

    /** Combines the parts of a file if all have been sent. A repeated request has no further effect. */
    private ApiResponse complete(Request request) {
        Upload upload = existing(request);
        String parts = upload.file().parts();
        if (parts == null) {
            throw ApiError.of(
                    409,
                    ApiErrorCode.NOT_IN_PARTS,
                    "this upload has no parts: there is nothing to complete after the file is sent");
        }
        if (upload.status() != Upload.Status.WAITING) {
            return ApiResponse.of(200, "upload", view.of(upload));
        }
        return switch (partUploads.complete(
                upload.file().key(), parts, upload.file().size())) {
            case PartUploads.Completed.Done _ -> ApiResponse.of(200, "upload", view.of(upload));
            case PartUploads.Completed.Missing missing -> throw ApiError.partsMissing(missing.numbers());
            case PartUploads.Completed.Aborted _ ->
                throw ApiError.of(
                        409,
                        ApiErrorCode.UPLOAD_EXPIRED,
                        "the parts of this upload were removed because it expired: create a new upload");
        };
    }

    private ApiResponse show(Request request) {
        return ApiResponse.of(200, "upload", view.of(existing(request)));
    }

    /** Lists uploads, the newest first. */
    private ApiResponse list(Request request) {
        Campaign campaign = request.campaign(campaigns);
        NewestFirst.Reader<Upload> reader = new NewestFirst.Reader<>() {
            @Override
            public List<Upload> older(Optional<String> than, int limit) {
                return uploads.list(campaign.id(), than.map(id -> new UploadId(campaign.id(), id)), limit);
            }

            @Override
            public List<Upload> newer(String from, int limit) {
                return uploads.newer(new UploadId(campaign.id(), from), limit);
            }
        };
        return NewestFirst.of(request.query(), reader, upload -> upload.id().value())
                .answer("uploads", view::of);
    }

    private Upload existing(Request request) {
        UploadId id = request.id("upload", text -> new UploadId(request.campaign(), text));
        return uploads.find(id).orElseThrow(() -> ApiError.notFound("upload", id.value()));
    }

    /**
     * Reads which columns of the file's header contain each field: one column or a list. Each field has two accepted
     * names.
     */
    private static ColumnMapping columns(Fields fields) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String name : fields.names()) {
            String field = OTHER_NAMES.getOrDefault(name, name);
            if (!ColumnMapping.FIELDS.contains(field)) {
                throw fields.invalid(name, "must be one of " + String.join(", ", ColumnMapping.FIELDS));
            }
            List<String> given = fields.textOrTexts(name, MAX_COLUMNS, Lengths.MAX_NAME);
            if (!given.isEmpty() && columns.put(field, given) != null) {
                throw fields.invalid(name, "is given under both of its names; give one");
            }
        }
        return new ColumnMapping(columns);
    }

    /** How a client sends its file. */
    private enum Method {
        PUT,
        /** The client sends the file by a form POST. */
        POST,
        /** The client sends the file in parts, each by a PUT. */
        MULTIPART
    }

    private static Method method(Fields fields) {
        String method = fields.text("method", Lengths.MAX_NAME).orElse(Method.PUT.name());
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
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static String contentType(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz") ? "application/gzip" : "text/csv";
    }
}
