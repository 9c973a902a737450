package io.vuelta.handlers.api;

import static io.vuelta.domain.access.Scope.READ;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.access.Caller;
import io.vuelta.domain.access.KeyRing;
import io.vuelta.domain.access.RequestLimit;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.handlers.api.agents.AgentsRoutes;
import io.vuelta.handlers.api.attempts.AttemptsRoutes;
import io.vuelta.handlers.api.campaigns.CampaignsRoutes;
import io.vuelta.handlers.api.contacts.ContactsRoutes;
import io.vuelta.handlers.api.donotcontact.DoNotContactRoutes;
import io.vuelta.handlers.api.endpoints.WebhookEndpointsRoutes;
import io.vuelta.handlers.api.exports.ExportsRoutes;
import io.vuelta.handlers.api.http.AccessPorts;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.IdempotencyFilter;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import io.vuelta.handlers.api.keys.KeysRoutes;
import io.vuelta.handlers.api.people.PeopleRoutes;
import io.vuelta.handlers.api.uploads.UploadsRoutes;
import io.vuelta.handlers.runtime.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTPS API: identifies the caller and the route of a request, handles the request, and returns the response. */
final class Api {
    private static final String BASE = "/api/v1.0";
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i:api-key) +(\\S+)");
    private static final ApiResponse HEALTHY =
            ApiResponse.of(200, ApiJson.object().put("status", "ok"));

    private final KeyRing keys;
    private final AttemptTokens tokens;
    private final RequestLimit limit;
    private final IdempotencyFilter once;
    private final Router router = new Router();
    private final Router open = new Router()
            .on(READ, "GET", "/health", _ -> HEALTHY)
            .on(READ, "GET", "/openapi.json", _ -> DescriptionResource.answer());

    Api(ApiDependencies ports) {
        AccessPorts access = ports.access();
        this.keys = new KeyRing(access.keys(), access.firstKey(), ports.clock());
        this.tokens = access.tokens();
        this.limit = access.limit();
        this.once = new IdempotencyFilter(access.replays(), ports.clock());
        new AgentsRoutes(ports).addTo(router);
        new CampaignsRoutes(ports).addTo(router);
        new UploadsRoutes(ports).addTo(router);
        new ContactsRoutes(ports).addTo(router);
        new AttemptsRoutes(ports).addTo(router);
        new ExportsRoutes(ports).addTo(router);
        new DoNotContactRoutes(ports).addTo(router);
        new PeopleRoutes(ports).addTo(router);
        new WebhookEndpointsRoutes(ports).addTo(router);
        new KeysRoutes(ports).addTo(router);
    }

    /** The routes under the API's base path, each with its scope. */
    List<Router.Added> routes() {
        return router.added();
    }

    /** Routes without a key. */
    List<Router.Added> openRoutes() {
        return open.added();
    }

    APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Context context) {
        Request request = Request.of(event);
        try {
            return answer(request).response();
        } catch (ApiError e) {
            return e.to(request).answer().response();
        } catch (InvalidSetting e) {
            return ApiError.setting(e).to(request).answer().response();
        } catch (StoreBusy e) {
            LogLine.of(context, "api_busy")
                    .with("asked", request.logged())
                    .counted()
                    .error(e);
            return ApiError.busy().answer().response();
        } catch (RuntimeException e) {
            LogLine.of(context, "api_failed")
                    .with("asked", request.logged())
                    .counted()
                    .error(e);
            return ApiError.of(500, ApiErrorCode.INTERNAL_ERROR, "an internal error; its stack trace is in the log")
                    .answer()
                    .response();
        }
    }

    private ApiResponse answer(Request request) {
        if (!request.path().startsWith(BASE + "/")) {
            return open.find(request.method(), request.path()).route().action().apply(request);
        }
        Optional<String> token = request.query().text("token");
        if (token.isPresent() && request.header("authorization").isEmpty()) {
            return ofAttempt(request, token.get());
        }
        String key = key(request);
        Caller caller = keys.identify(key).orElseThrow(ApiError::unauthorized);
        if (!limit.admits(caller.keyId())) {
            throw ApiError.limited(limit.perSecond());
        }
        Router.Found found = router.find(request.method(), request.path().substring(BASE.length()));
        Router.Route route = found.route();
        if (!caller.scope().includes(route.scope())) {
            throw ApiError.scope(caller, route.scope());
        }
        Request routed = request.with(found.variables()).by(caller);
        return done(key, routed, route);
    }

    /**
     * Handles the request.
     *
     * @param by the API key or the attempt token of the request; idempotency keys are unique within it
     */
    private ApiResponse done(String by, Request request, Router.Route route) {
        return route.creates()
                ? once.answer(by, request, route.action())
                : route.action().apply(request);
    }

    /** Handles a request that an agent's runtime sends with its attempt's token. */
    private ApiResponse ofAttempt(Request request, String token) {
        Router.Found found = router.find(request.method(), request.path().substring(BASE.length()));
        if (!found.route().ofAttempt()) {
            throw ApiError.unauthorized();
        }
        Request routed = request.with(found.variables());
        AttemptId attempt = AttemptId.parse(routed.variable("attempt")).orElseThrow(ApiError::token);
        if (!tokens.isOf(attempt, token)) {
            throw ApiError.token();
        }
        return done(token, routed, found.route());
    }

    private static String key(Request request) {
        Matcher header =
                AUTHORIZATION.matcher(request.header("authorization").orElse("").strip());
        if (!header.matches()) {
            throw ApiError.unauthorized();
        }
        return header.group(1);
    }
}
