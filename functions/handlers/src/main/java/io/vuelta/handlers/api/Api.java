package io.vuelta.handlers.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.action.Preflight;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.timeline.ShowTimeline;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTPS API: finds out who asks and what for, has it done, and puts what came of it into words. */
final class Api {
    private static final System.Logger LOG = System.getLogger(Api.class.getName());
    private static final String BASE = "/api/v1.0";
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i:api-key) +(\\S+)");
    private static final ApiResponse HEALTHY =
            ApiResponse.of(200, ApiJson.object().put("status", "ok"));

    private final ApiKeys keys;
    private final IdempotencyFilter once;
    private final Router router = new Router();
    private final Router open = new Router().on("GET", "/health", request -> HEALTHY);

    /**
     * Wires the routes.
     *
     * @param secretPrefix lines may name only secrets whose name starts with this and a slash
     */
    Api(ApiDependencies ports, InstantSource clock, Ids ids, String secretPrefix) {
        this.keys = ports.keys();
        this.once = new IdempotencyFilter(ports.replays(), clock);
        AgentsApi agents = new AgentsApi(ports.agents(), clock, ids);
        LinesApi lines = new LinesApi(ports.agents(), ports.lines(), clock, ids, secretPrefix);
        ImagesApi images = new ImagesApi(lines, ports.images());
        CampaignView shown = new CampaignView(ports.agents(), ports.books(), ports.counts(), ports.lines(), clock);
        CampaignLine ofCampaign = new CampaignLine(ports.agents(), ports.lines());
        CampaignsApi campaigns = new CampaignsApi(ports.campaigns(), ofCampaign, shown, clock, ids);
        CampaignChangesApi changes = new CampaignChangesApi(
                new ActOnCampaign(ports.campaigns(), ports.books(), ports.wakes(), ports.races(), clock),
                new CheckTemplates(ports.campaigns(), ports.people(), ports.lines(), ports.templates(), clock),
                ofCampaign,
                shown,
                ports.campaigns(),
                clock);
        PreflightApi preflight = new PreflightApi(
                ports.campaigns(), new Preflight(ports.people(), ports.lines(), ports.templates(), clock),
                ports.counts(),
                ports.books(),
                ports.lines(),
                clock);
        UploadsApi uploads =
                new UploadsApi(ports.campaigns(), ports.uploads(), ports.urls(), ports.partUploads(), clock, ids);
        ContactView view = new ContactView(ports.contacts(), ports.conversations());
        ContactsApi contacts =
                new ContactsApi(ports.campaigns(), ports.contacts(), ports.people(), view, ports.counts());
        AddContactsApi addContacts = new AddContactsApi(new AddContacts(
                ports.campaigns(),
                ports.agents(),
                ports.contacts(),
                ports.doNotContact(),
                ports.numbers(),
                ports.wakes(),
                ports.parallel(),
                clock));
        ContactActionsApi contactActions = new ContactActionsApi(
                new ActOnContact(
                        ports.campaigns(), ports.contacts(), ports.doNotContact(), ports.wakes(), ports.races(), clock),
                new ShowTimeline(
                        ports.campaigns(),
                        ports.contacts(),
                        ports.attempts(),
                        ports.conversations(),
                        ports.books(),
                        clock),
                view,
                clock);
        CallsApi calls =
                new CallsApi(ports.campaigns(), ports.people(), ports.attempts(), ports.conversations(), ports.urls());
        MessagesApi messages = new MessagesApi(ports.campaigns(), ports.people());
        RecordResult recordResult = new RecordResult(
                ports.campaigns(),
                ports.agents(),
                ports.contacts(),
                ports.attempts(),
                ports.conversations(),
                ports.transcripts(),
                clock);
        ResultsApi results = new ResultsApi(recordResult, view);
        DuplicatesApi duplicates = new DuplicatesApi(
                ports.campaigns(),
                new DuplicateCampaign(ports.campaigns(), ports.uploads(), ports.batches(), clock),
                shown,
                ids);
        ExportsApi exports =
                new ExportsApi(ports.campaigns(), ports.exports(), ports.exportRequests(), ports.urls(), clock, ids);
        DoNotContactApi doNotContact = new DoNotContactApi(ports.doNotContact(), ports.numbers(), ports.files(), clock);
        router.creating("/do-not-contact", doNotContact::add)
                .on("GET", "/do-not-contact", doNotContact::list)
                .on("GET", "/do-not-contact/{number}", doNotContact::show)
                .on("DELETE", "/do-not-contact/{number}", doNotContact::remove);
        router.creating("/agents", agents::create)
                .on("GET", "/agents/{agent}", agents::show)
                .creating("/agents/{agent}/integrations", lines::create)
                .on("GET", "/agents/{agent}/integrations", lines::list)
                .on("GET", "/agents/{agent}/integrations/{integration}", lines::show)
                .creating("/agents/{agent}/integrations/{integration}/images", images::keep)
                .creating("/campaigns", campaigns::create)
                .on("GET", "/campaigns", campaigns::list)
                .on("GET", "/campaigns/{campaign}", campaigns::show)
                .on("PATCH", "/campaigns/{campaign}", changes::settings)
                .on("GET", "/campaigns/{campaign}/preflight", preflight::show)
                .creating("/campaigns/{campaign}/uploads", uploads::create)
                .on("GET", "/campaigns/{campaign}/uploads/{upload}", uploads::show)
                .on("POST", "/campaigns/{campaign}/uploads/{upload}/complete", uploads::complete)
                .creating("/campaigns/{campaign}/contacts", addContacts::add)
                .on("GET", "/campaigns/{campaign}/contacts", contacts::list)
                .on("GET", "/campaigns/{campaign}/contacts/{contact}", contacts::show)
                .on("GET", "/campaigns/{campaign}/calls", calls::list)
                .on("GET", "/campaigns/{campaign}/messages", messages::list)
                .on("GET", "/calls/{call}", calls::show)
                .on("POST", "/attempts/{attempt}/result", results::record)
                .creating("/campaigns/{campaign}/" + DuplicatesApi.ACTION, duplicates::create)
                .creating("/campaigns/{campaign}/exports", exports::create)
                .on("GET", "/campaigns/{campaign}/exports/{export}", exports::show);
        contactActions.addTo(router);
        CampaignChangesApi.ACTIONS.forEach(action ->
                router.on("POST", "/campaigns/{campaign}/" + action.wire(), request -> changes.act(request, action)));
        router.otherwise("POST", "/campaigns/{campaign}/{action}", changes::unknown);
    }

    APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        Request request = Request.of(event);
        try {
            return answer(request).response();
        } catch (ApiError e) {
            return e.answer().response();
        } catch (InvalidSetting e) {
            return ApiError.ofField(400, "INVALID_REQUEST", e.field(), String.valueOf(e.getMessage()))
                    .answer()
                    .response();
        } catch (StoreBusy e) {
            LOG.log(Level.WARNING, "store busy: " + request.logged(), e);
            return ApiError.busy().answer().response();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "failed: " + request.logged(), e);
            return ApiError.of(500, "INTERNAL_ERROR", "something went wrong on our side; its trace is in the log")
                    .answer()
                    .response();
        }
    }

    private ApiResponse answer(Request request) {
        if (!request.path().startsWith(BASE + "/")) {
            return open.find(request.method(), request.path()).route().action().apply(request);
        }
        String key = authorised(request);
        Router.Found found = router.find(request.method(), request.path().substring(BASE.length()));
        Request routed = request.with(found.variables());
        Router.Action action = found.route().action();
        return found.route().creates() ? once.answer(key, routed, action) : action.apply(routed);
    }

    private String authorised(Request request) {
        Matcher header =
                AUTHORIZATION.matcher(request.header("authorization").orElse("").strip());
        if (!header.matches() || !keys.known(header.group(1))) {
            throw ApiError.of(
                            401, "UNAUTHORIZED", "send the header Authorization: api-key KEY with a key that is known")
                    .with("www-authenticate", "api-key");
        }
        return header.group(1);
    }
}
