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
                ports.campaigns().campaigns(),
                ports.contacts().people(),
                new LineRates(
                        ports.campaigns().counts(),
                        ports.campaigns().campaigns(),
                        ports.runtime().parallel(),
                        ports.clock()),
                ports.contacts().zones(),
                ports.clock());
        CampaignView view = new CampaignView(
                ports.lines().agents(),
                ports.campaigns().books(),
                ports.campaigns().counts(),
                ports.lines().lines(),
                situations,
                ports.clock());
        CampaignLine line =
                new CampaignLine(ports.lines().agents(), ports.lines().lines());
        this.campaigns = new CampaignsApi(ports.campaigns().campaigns(), line, view, ports.clock(), ports.ids());
        this.changes = new CampaignChangesApi(
                new ActOnCampaign(
                        ports.campaigns().campaigns(),
                        ports.campaigns().books(),
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        ports.clock()),
                new CheckTemplates(
                        ports.campaigns().campaigns(),
                        ports.contacts().people(),
                        ports.lines().lines(),
                        ports.lines().templates(),
                        ports.clock()),
                new CheckVoiceUrl(
                        ports.campaigns().campaigns(),
                        ports.lines().lines(),
                        ports.lines().voiceUrls()),
                line,
                view,
                ports.campaigns().campaigns(),
                ports.clock());
        this.preflight = new PreflightApi(
                ports.campaigns().campaigns(),
                new Preflight(
                        ports.contacts().people(),
                        ports.lines().lines(),
                        ports.lines().templates(),
                        ports.clock()),
                ports.campaigns().counts(),
                ports.campaigns().books(),
                ports.lines().lines(),
                situations);
        this.series = new SeriesApi(ports);
        this.duplicates = new DuplicatesApi(
                ports.campaigns().campaigns(),
                new DuplicateCampaign(
                        ports.campaigns().campaigns(),
                        ports.files().uploads(),
                        ports.files().batches(),
                        ports.clock()),
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
