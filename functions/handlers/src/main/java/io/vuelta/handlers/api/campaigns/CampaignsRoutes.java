package io.vuelta.handlers.api.campaigns;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.CheckVoiceUrl;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.action.Preflight;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.forecast.Situations;
import io.vuelta.domain.line.Lines;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.Router;
import java.time.InstantSource;

/** Campaigns: create, list, show, change, copy, start and stop. */
public final class CampaignsRoutes {
    private final CampaignsApi campaigns;
    private final CampaignChangesApi changes;
    private final PreflightApi preflight;
    private final DuplicatesApi duplicates;
    private final SeriesApi series;

    public CampaignsRoutes(ApiDependencies ports) {
        Campaigns stored = ports.campaigns().campaigns();
        OpenClaimsBooks books = ports.campaigns().books();
        Counts counts = ports.campaigns().counts();
        People people = ports.contacts().people();
        Lines lines = ports.lines().lines();
        InstantSource clock = ports.clock();
        Situations situations = situations(ports);
        CampaignView view = new CampaignView(ports.lines().agents(), books, counts, lines, situations, clock);
        CampaignLine line = new CampaignLine(ports.lines().agents(), lines);
        this.campaigns = new CampaignsApi(stored, line, view, clock, ports.ids());
        this.changes = new CampaignChangesApi(
                new ActOnCampaign(
                        stored,
                        books,
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        clock),
                new CheckTemplates(stored, people, lines, ports.lines().templates(), clock),
                new CheckVoiceUrl(stored, lines, ports.lines().voiceUrls()),
                line,
                view,
                stored,
                clock);
        this.preflight = new PreflightApi(
                stored,
                new Preflight(people, lines, ports.lines().templates(), clock),
                counts,
                books,
                lines,
                situations);
        this.series = new SeriesApi(ports);
        this.duplicates = new DuplicatesApi(
                stored,
                ports.lines().agents(),
                new DuplicateCampaign(
                        stored, ports.files().uploads(), ports.files().batches(), clock),
                view,
                ports.ids());
    }

    private static Situations situations(ApiDependencies ports) {
        Campaigns stored = ports.campaigns().campaigns();
        return new Situations(
                stored,
                ports.contacts().people(),
                new LineRates(
                        ports.campaigns().counts(), stored, ports.runtime().parallel(), ports.clock()),
                ports.contacts().zones(),
                ports.clock());
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
