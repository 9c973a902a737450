package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRequests;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.upload.UploadUrls;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Exports: have one written, and see how far it is. */
final class ExportsApi {
    private static final Set<String> FIELDS = Set.of("kind", "status", "tags", "bom", "raw");
    private static final String KINDS =
            Arrays.stream(Export.Kind.values()).map(Export.Kind::wire).collect(Collectors.joining(", "));
    private static final int MAX_WORD_LENGTH = 64;

    private final Campaigns campaigns;
    private final Exports exports;
    private final ExportRequests requests;
    private final UploadUrls urls;
    private final InstantSource clock;
    private final Ids ids;

    ExportsApi(
            Campaigns campaigns,
            Exports exports,
            ExportRequests requests,
            UploadUrls urls,
            InstantSource clock,
            Ids ids) {
        this.campaigns = campaigns;
        this.exports = exports;
        this.requests = requests;
        this.urls = urls;
        this.clock = clock;
        this.ids = ids;
    }

    ApiResponse create(Request request) {
        Campaign campaign = CampaignsApi.existing(campaigns, request);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        fields.unsupported(List.of("tags"));
        Export.Kind kind = Export.Kind.ofWire(fields.requiredText("kind", MAX_WORD_LENGTH))
                .orElseThrow(() -> fields.invalid("kind", "must be one of " + KINDS));
        Export export = new Export(
                new ExportId(campaign.id(), ids.next()),
                kind,
                statuses(fields, kind, campaign.settings().channel()),
                fields.flag("bom").orElse(false),
                fields.flag("raw").orElse(false),
                Export.Status.RUNNING,
                0,
                null,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        exports.put(export);
        requests.send(export.id());
        return ApiResponse.of(
                202,
                "export",
                ApiJson.object()
                        .put("id", export.id().value())
                        .put("status", export.status().wire()));
    }

    ApiResponse show(Request request) {
        ExportId id = request.id("export", text -> new ExportId(request.campaign(), text));
        Export export = exports.find(id).orElseThrow(() -> ApiError.notFound("export", id.value()));
        return ApiResponse.of(200, "export", json(export));
    }

    private static List<ContactStatus> statuses(Fields fields, Export.Kind kind, Channel channel) {
        List<ContactStatus> statuses = List.copyOf(ContactsApi.statuses(fields, "status", channel));
        if (!kind.isOfContacts() && !statuses.isEmpty()) {
            throw fields.invalid("status", "is of contacts; leave it out of an export of " + kind.wire());
        }
        return statuses;
    }

    private ObjectNode json(Export export) {
        Optional<String> url = Optional.ofNullable(export.key())
                .filter(key -> export.status() == Export.Status.DONE)
                .map(urls::get)
                .map(URI::toString);
        return ApiJson.object()
                .put("id", export.id().value())
                .put("kind", export.kind().wire())
                .put("status", export.status().wire())
                .put("rows", export.rows())
                .put("sha256", export.sha256())
                .put("url", url.orElse(null))
                .put("error", export.error());
    }
}
