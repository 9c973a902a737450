package io.vuelta.handlers.api.campaigns;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.CheckVoiceUrl;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.action.Preflight;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.forecast.Situations;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.Router;

/** Campaigns: create, list, show, change, copy, set going and stop. */
public final class CampaignsRoutes {
    private final CampaignsApi campaigns;
    private final CampaignChangesApi changes;
    private final PreflightApi preflight;
    private final DuplicatesApi duplicates;
    private final SeriesApi series;

    public CampaignsRoutes(ApiDependencies ports) {
        Situations situations = new Situations(
                ports.campaigns(),
                ports.people(),
                new LineRates(ports.counts(), ports.campaigns(), ports.parallel(), ports.clock()),
                ports.zones(),
                ports.clock());
        CampaignView view = new CampaignView(
                ports.agents(), ports.books(), ports.counts(), ports.lines(), situations, ports.clock());
        CampaignLine line = new CampaignLine(ports.agents(), ports.lines());
        this.campaigns = new CampaignsApi(ports.campaigns(), line, view, ports.clock(), ports.ids());
        this.changes = new CampaignChangesApi(
                new ActOnCampaign(ports.campaigns(), ports.books(), ports.wakes(), ports.races(), ports.clock()),
                new CheckTemplates(ports.campaigns(), ports.people(), ports.lines(), ports.templates(), ports.clock()),
                new CheckVoiceUrl(ports.campaigns(), ports.lines(), ports.voiceUrls()),
                line,
                view,
                ports.campaigns(),
                ports.clock());
        this.preflight = new PreflightApi(
                ports.campaigns(),
                new Preflight(ports.people(), ports.lines(), ports.templates(), ports.clock()),
                ports.counts(),
                ports.books(),
                ports.lines(),
                situations);
        this.series = new SeriesApi(ports);
        this.duplicates = new DuplicatesApi(
                ports.campaigns(),
                new DuplicateCampaign(ports.campaigns(), ports.uploads(), ports.batches(), ports.clock()),
                view,
                ports.ids());
    }

    public void addTo(Router router) {
        router.creating(WRITE, "/campaigns", campaigns::create)
                .on(READ, "GET", "/campaigns", campaigns::list)
                .on(READ, "GET", "/campaigns/{campaign}", campaigns::show)
                .on(WRITE, "PATCH", "/campaigns/{campaign}", changes::settings)
                .on(READ, "GET", "/campaigns/{campaign}/preflight", preflight::show)
                .on(READ, "GET", "/campaigns/{campaign}/series", series::series)
                .on(READ, "GET", "/analytics", series::analytics)
                .creating(WRITE, "/campaigns/{campaign}/" + DuplicatesApi.ACTION, duplicates::create);
        CampaignChangesApi.ACTIONS.forEach(action -> router.on(
                WRITE, "POST", "/campaigns/{campaign}/" + action.wire(), request -> changes.act(request, action)));
        router.otherwise(WRITE, "POST", "/campaigns/{campaign}/{action}", changes::unknown);
    }
}
