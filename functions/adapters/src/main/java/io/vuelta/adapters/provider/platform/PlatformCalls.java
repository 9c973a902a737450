package io.vuelta.adapters.provider.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.CallRequests;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls through a voice platform. No platform has an idempotency key, so a request is sent once. If the response was
 * lost, the call is searched by its attempt, which the platform stores. A result without the call is accepted only from
 * a second search, after the platform's lists had time to include it.
 */
public final class PlatformCalls implements CallProvider {
    /** How long a call may be missing in a platform's lists after the request's time-out. */
    static final Duration LISTED_AFTER = Duration.ofSeconds(60);

    private final Platform platform;
    private final CallRequests requests;
    private final Secrets secrets;
    private final Agents agents;
    private final String publicUrl;
    private final InstantSource clock;

    /**
     * Calls whose events are sent to our webhooks.
     *
     * @param http a client that repeats no POST and follows no redirect
     * @param agents the agents, whose result tables have the meanings of results
     * @param publicUrl the origin of our webhooks for the platform, without a slash at its end
     */
    public PlatformCalls(
            Platform platform, HttpClient http, Secrets secrets, Agents agents, String publicUrl, InstantSource clock) {
        this.platform = platform;
        this.requests = new CallRequests(http, clock);
        this.secrets = secrets;
        this.agents = agents;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @Override
    public PlacementResult place(CallRequest request) {
        HttpRequest post;
        try {
            String webhook = WebhookLine.address(
                    publicUrl, platform.provider(), request.line().id());
            post = platform.place(request, LineSecret.of(request.line(), secrets), webhook);
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return requests.withoutSecret();
        }
        return requests.place(post, this::classify);
    }

    private PlacementResult classify(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status / 100 != 2 && status / 100 != 4) {
            return requests.lost(TimelineCode.HTTP.withDetail(status));
        }
        return switch (platform.placing(status, JsonBody.answer(answer.body()))) {
            case Platform.PlatformPlacement.Taken taken ->
                taken.id().isBlank()
                        ? requests.lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name())
                        : requests.accepted(taken.id());
            case Platform.PlatformPlacement.Throttled throttled -> requests.throttled(throttled.code(), answer);
            case Platform.PlatformPlacement.LineRefused refused -> requests.lineRefused(refused.code());
            case Platform.PlatformPlacement.CallRefused refused -> requests.callRefused(refused.code());
            case Platform.PlatformPlacement.NotUnderstood not -> requests.lost(not.code());
        };
    }

    @Override
    public LookUp lookUp(Line line, Call call) {
        return requests.lookUp(() -> {
            LineSecret secret = LineSecret.of(line, secrets);
            String id = call.state().providerId();
            return id == null ? byAttempt(line, call, secret) : byId(line, call, id, secret);
        });
    }

    private LookUp byId(Line line, Call call, String id, LineSecret secret) throws IOException, InterruptedException {
        HttpResponse<String> answer = requests.send(platform.show(id, secret));
        if (answer.statusCode() == 404) {
            return requests.gone(id);
        }
        if (answer.statusCode() != 200) {
            return new LookUp.Unavailable("HTTP " + answer.statusCode());
        }
        JsonNode body = JsonBody.answer(answer.body());
        PlatformCall shown = platform.call(body, clock.instant());
        if (!shown.id().equals(id) || (shown.events().isEmpty() && !platform.isWaiting(body))) {
            return new LookUp.Unavailable("the answer is not understood");
        }
        // If the platform ignored a filter, it would return the call of another attempt.
        return call.state().providerId() == null
                        && shown.attempt().filter(call.id()::equals).isEmpty()
                ? new LookUp.Unavailable("the call that was found belongs to another attempt")
                : known(line, shown);
    }

    private LookUp known(Line line, PlatformCall call) {
        List<CallEvent> events = new ArrayList<>();
        events.add(new CallEvent.Accepted(call.id(), clock.instant()));
        events.addAll(call.events());
        return new LookUp.Known(events, report(agents, line, call).orElse(null));
    }

    /** The meaning of the call for the line's agent. */
    static Optional<ConversationReport> report(Agents agents, Line line, PlatformCall call) {
        return Optional.ofNullable(call.findings())
                .flatMap(findings -> agents.find(line.agent()).map(findings::report));
    }

    private LookUp byAttempt(Line line, Call call, LineSecret secret) throws IOException, InterruptedException {
        HttpResponse<String> answer = requests.send(platform.search(call, secret));
        if (answer.statusCode() != 200) {
            return new LookUp.Unavailable("HTTP " + answer.statusCode());
        }
        return switch (platform.found(list(answer.body()), call.id())) {
            case Platform.Search.Found found -> byId(line, call, found.id(), secret);
            case Platform.Search.Unclear unclear -> new LookUp.Unavailable(unclear.why());
            case Platform.Search.Nothing _ -> notFound(call);
        };
    }

    private static JsonNode list(String body) {
        return JsonBody.parse(body.getBytes(UTF_8)).orElseGet(JsonBody::object);
    }

    /**
     * The result of a search without the call. The platform's index may lag behind its calls, so one search is not
     * enough.
     */
    private LookUp notFound(Call call) {
        Instant listed = call.createdAt()
                .plus(PlatformApi.PATIENCE)
                .plus(ProviderHttp.SKEW)
                .plus(LISTED_AFTER);
        boolean askedBefore = call.eventTimes().containsKey(new CallEvent.NotLookedUp(listed).what());
        return askedBefore && !clock.instant().isBefore(listed)
                ? new LookUp.NotKnown()
                : new LookUp.Unavailable("the call may not be listed yet");
    }

    @Override
    public void hangUp(Line line, Call call) {
        String id = call.state().providerId();
        if (id == null) {
            return;
        }
        requests.change(() -> {
            LineSecret secret = LineSecret.of(line, secrets);
            Optional<HttpRequest> request = platform.hangUp(id, () -> shown(id, secret), secret);
            return request.isPresent() ? Optional.of(requests.send(request.get())) : Optional.empty();
        });
    }

    private JsonNode shown(String id, LineSecret secret) throws IOException, InterruptedException {
        HttpResponse<String> answer = requests.send(platform.show(id, secret));
        return answer.statusCode() == 200 ? JsonBody.answer(answer.body()) : JsonBody.object();
    }
}
