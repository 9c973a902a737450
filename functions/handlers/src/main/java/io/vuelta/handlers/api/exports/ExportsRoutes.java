package io.vuelta.handlers.api.exports;

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
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Exports: have one written, and see how far it is. */
public final class ExportsRoutes {
    private static final Set<String> FIELDS = Set.of("kind", "status", "tags", "bom", "raw");
    private static final String KINDS =
            Arrays.stream(Export.Kind.values()).map(Export.Kind::wire).collect(Collectors.joining(", "));

    private final Campaigns campaigns;
    private final Exports exports;
    private final ExportRequests requests;
    private final UploadUrls urls;
    private final InstantSource clock;
    private final Ids ids;

    public ExportsRoutes(ApiDependencies ports) {
        this.campaigns = ports.campaigns();
        this.exports = ports.exports();
        this.requests = ports.exportRequests();
        this.urls = ports.urls();
        this.clock = ports.clock();
        this.ids = ports.ids();
    }

    public void addTo(Router router) {
        router.creating("/campaigns/{campaign}/exports", this::create)
                .on("GET", "/campaigns/{campaign}/exports/{export}", this::show);
    }

    private ApiResponse create(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        fields.unsupported(List.of("tags"));
        Export.Kind kind = fields.requiredWord("kind", Export.Kind::ofWire, "must be one of " + KINDS);
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

    private ApiResponse show(Request request) {
        ExportId id = request.id("export", text -> new ExportId(request.campaign(), text));
        Export export = exports.find(id).orElseThrow(() -> ApiError.notFound("export", id.value()));
        return ApiResponse.of(200, "export", json(export));
    }

    private static List<ContactStatus> statuses(Fields fields, Export.Kind kind, Channel channel) {
        List<ContactStatus> statuses = List.copyOf(DomainFields.statuses(fields, "status", channel));
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
