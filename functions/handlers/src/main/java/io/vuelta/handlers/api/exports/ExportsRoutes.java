package io.vuelta.handlers.api.exports;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRequests;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.text.WireName;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Period;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exports: request one, and show its progress. */
public final class ExportsRoutes {
    private static final String STATUS = "status";
    private static final String TAGS = "tags";
    private static final String CONVERTED = "converted";
    private static final String NOT_CONTACTED = "not_contacted";
    private static final String ANSWERED_BY = "answered_by";
    private static final Set<String> FIELDS =
            Set.of("kind", STATUS, TAGS, CONVERTED, NOT_CONTACTED, ANSWERED_BY, Period.START, Period.END, "bom", "raw");
    private static final String KINDS = String.join(", ", WireName.all(Export.Kind.values()));

    private final Campaigns campaigns;
    private final Agents agents;
    private final Exports exports;
    private final ExportRequests requests;
    private final UploadUrls urls;
    private final InstantSource clock;
    private final Ids ids;

    public ExportsRoutes(ApiDependencies ports) {
        this.campaigns = ports.campaigns().campaigns();
        this.agents = ports.lines().agents();
        this.exports = ports.exports().exports();
        this.requests = ports.exports().requests();
        this.urls = ports.files().urls();
        this.clock = ports.clock();
        this.ids = ports.ids();
    }

    public void addTo(Router router) {
        router.creating(WRITE, "/campaigns/{campaign}/exports", this::create)
                .on(READ, "GET", "/campaigns/{campaign}/exports", this::list)
                .on(READ, "GET", "/campaigns/{campaign}/exports/{export}", this::show);
    }

    private ApiResponse create(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Export.Kind kind = fields.requiredShortText("kind", Export.Kind::ofWire, "must be one of " + KINDS);
        Export export = Export.requested(
                new ExportId(campaign.id(), ids.next()),
                kind,
                filter(fields, kind, campaign),
                fields.flag("bom").orElse(false),
                fields.flag("raw").orElse(false),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        exports.create(export);
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

    /** Lists exports, the newest first. */
    private ApiResponse list(Request request) {
        Campaign campaign = request.campaign(campaigns);
        NewestFirst.Reader<Export> reader = new NewestFirst.Reader<>() {
            @Override
            public List<Export> older(Optional<String> than, int limit) {
                return exports.list(campaign.id(), than.map(id -> new ExportId(campaign.id(), id)), limit);
            }

            @Override
            public List<Export> newer(String from, int limit) {
                return exports.newer(new ExportId(campaign.id(), from), limit);
            }
        };
        return NewestFirst.of(request.query(), reader, export -> export.id().value())
                .answer("exports", this::json);
    }

    private ExportFilter filter(Fields fields, Export.Kind kind, Campaign campaign) {
        Channel channel = campaign.settings().channel();
        ZoneId zone = campaign.settings().zone();
        Optional<Boolean> notContacted = fields.flag(NOT_CONTACTED);
        if (notContacted.isPresent() && !kind.isOfContacts()) {
            throw fields.invalid(NOT_CONTACTED, "is only for contacts; leave it out of an export of " + kind.wire());
        }
        Period period = Period.of(fields).in(zone);
        Instant from = period.from() == null ? null : period.from().apply(zone);
        Instant until = period.until() == null ? null : period.until().apply(zone);
        return new ExportFilter(
                statuses(fields, kind, channel),
                DomainFields.tags(fields, TAGS, agents, campaign.agent()),
                fields.flag(CONVERTED).orElse(null),
                notContacted.orElse(null),
                answeredBy(fields, kind, channel),
                from,
                until);
    }

    private static List<String> statuses(Fields fields, Export.Kind kind, Channel channel) {
        List<String> known = kind.statuses(channel);
        List<String> statuses = fields.texts(STATUS, Lengths.MAX_SHORT_TEXT);
        String of = kind.isOfContacts() ? "contacts of a " + channel.wire() + " campaign" : kind.wire();
        fields.requireKnown(STATUS, statuses, known, "must be a status of " + of + ": " + String.join(", ", known));
        return statuses;
    }

    private static @Nullable AnsweredBy answeredBy(Fields fields, Export.Kind kind, Channel channel) {
        Optional<String> wire = fields.text(ANSWERED_BY, Lengths.MAX_SHORT_TEXT);
        if (wire.isEmpty()) {
            return null;
        }
        boolean hasCalls = kind.isOfContacts() ? channel == Channel.PHONE_CALL : kind.isOfCalls();
        if (!hasCalls) {
            throw fields.invalid(ANSWERED_BY, "is only for calls; leave it out of an export of " + kind.wire());
        }
        return AnsweredBy.ofWire(wire.get())
                .orElseThrow(() -> fields.invalid(ANSWERED_BY, "must be human, machine or unknown"));
    }

    private ObjectNode json(Export export) {
        Optional<ExportedFile> file = Optional.ofNullable(export.file());
        Optional<UploadUrls.Get> url = file.map(ExportedFile::key).map(urls::get);
        Optional<UploadUrls.Get> manifest = file.map(ExportedFile::manifestKey).map(urls::get);
        ObjectNode json = ApiJson.object()
                .put("id", export.id().value())
                .put("kind", export.kind().wire())
                .put("status", export.status().wire());
        show(export.filter(), json.putObject("filters"));
        return json.put("rows", file.map(ExportedFile::rows).orElse(0L))
                .put("bytes", file.map(ExportedFile::bytes).orElse(null))
                .put("sha256", file.map(ExportedFile::sha256).orElse(null))
                .put("url", url.map(get -> get.url().toString()).orElse(null))
                .put("manifest_url", manifest.map(get -> get.url().toString()).orElse(null))
                .put(
                        "expires_at",
                        Stream.of(url, manifest)
                                .flatMap(Optional::stream)
                                .map(UploadUrls.Get::expiresAt)
                                .min(Comparator.naturalOrder())
                                .map(Instant::toString)
                                .orElse(null))
                .put("error", export.error())
                .put("created_at", export.createdAt().toString());
    }

    /** Adds the filter's fields that the request had. */
    private static void show(ExportFilter filter, ObjectNode json) {
        if (!filter.statuses().isEmpty()) {
            json.set(STATUS, ApiJson.texts(filter.statuses()));
        }
        if (!filter.tags().isEmpty()) {
            json.set(TAGS, ApiJson.texts(filter.tags()));
        }
        if (filter.converted() != null) {
            json.put(CONVERTED, filter.converted());
        }
        if (filter.notContacted() != null) {
            json.put(NOT_CONTACTED, filter.notContacted());
        }
        if (filter.answeredBy() != null) {
            json.put(ANSWERED_BY, filter.answeredBy().wire());
        }
        if (filter.from() != null) {
            json.put(Period.START, filter.from().toString());
        }
        if (filter.until() != null) {
            json.put(Period.END, filter.until().minusNanos(1).toString());
        }
    }
}
