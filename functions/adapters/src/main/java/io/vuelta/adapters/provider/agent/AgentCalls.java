package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.CallRequests;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls through a runtime that speaks our own contract. A request is sent once. If its result is unknown, the status is
 * requested by the attempt's id, which the runtime stores. The line's secret has {@code signing_secret} and optionally
 * {@code base_url}, which takes precedence over the line's {@code voice_url}.
 */
public final class AgentCalls implements CallProvider {
    /**
     * The code of a runtime for an attempt that it never accepted; any other 404 may come from a server in front of it.
     */
    private static final String UNKNOWN_ATTEMPT = "UNKNOWN_ATTEMPT";

    private final CallRequests requests;
    private final Secrets secrets;
    private final String publicUrl;
    private final AttemptTokens tokens;
    private final InstantSource clock;

    /**
     * Calls whose events are sent to our webhooks.
     *
     * @param http a client that repeats no POST and follows no redirect
     * @param publicUrl the origin of our webhooks and the API for runtimes, without a slash at its end
     * @param tokens signs the tokens with which runtimes report results
     */
    public AgentCalls(HttpClient http, Secrets secrets, String publicUrl, AttemptTokens tokens, InstantSource clock) {
        this.requests = new CallRequests(http, clock);
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public PlacementResult place(CallRequest request) {
        HttpRequest post;
        try {
            post = AgentLine.of(request.line(), secrets)
                    .place(body(request).toString().getBytes(UTF_8), clock.instant());
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return requests.withoutSecret();
        }
        return requests.place(post, this::classify);
    }

    private ObjectNode body(CallRequest request) {
        ContactData data = request.contact().data();
        String message = request.limits().machineMessage();
        ObjectNode body = JsonBody.object()
                .put("attempt", request.attempt().toString())
                .put("to", request.contact().number().e164())
                .put("from", request.line().number().e164())
                .put("agent_id", request.agent().value())
                .put("agent_name", data.agentName())
                .put("agent_voice_id", data.agentVoice())
                .put("contact_id", request.contact().id().hash())
                .put("external_id", data.externalId())
                .put("name", data.name())
                .put("context", data.context())
                .put("first_message", request.firstMessage() == null ? "" : request.firstMessage())
                .put("record_calls", request.line().recordsCalls())
                .put("ring_seconds", request.limits().ringSeconds())
                .put("max_call_seconds", request.limits().maxSeconds())
                .put("on_machine", request.limits().onMachine().wire())
                .put("machine_message", message == null ? "" : message)
                .put(
                        "callback_url",
                        WebhookLine.address(
                                publicUrl, Provider.AGENT, request.line().id()))
                .put("result_url", tokens.resultUrl(publicUrl, request.attempt()));
        ObjectNode variables = body.putObject("variables");
        data.variables().forEach(variables::put);
        return body;
    }

    private PlacementResult classify(HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode body = JsonBody.answer(answer.body());
        if (status / 100 == 2) {
            return AgentVocabulary.providerId(body)
                    .map(requests::accepted)
                    .orElseGet(() -> requests.lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name()));
        }
        if (status == 429) {
            return requests.throttled(TimelineCode.RATE_LIMITED.name(), answer);
        }
        if (status / 100 != 4) {
            return requests.lost(TimelineCode.HTTP.withDetail(status));
        }
        String reason = TimelineCode.AGENT.withDetail(AgentVocabulary.code(body).orElse(String.valueOf(status)));
        return switch (status) {
            // An error of the line, not of this contact: the secret, the address or the account is wrong.
            case 401, 402, 403, 404, 405 -> requests.lineRefused(reason);
            default -> requests.callRefused(reason);
        };
    }

    @Override
    public LookUp lookUp(Line line, Call call) {
        return requests.lookUp(() -> {
            HttpResponse<String> answer =
                    requests.send(AgentLine.of(line, secrets).lookUp(call.id(), clock.instant()));
            return switch (answer.statusCode()) {
                case 200 -> known(call, JsonBody.answer(answer.body()));
                case 404 -> unknown(call, JsonBody.answer(answer.body()));
                default -> new LookUp.Unavailable("HTTP " + answer.statusCode());
            };
        });
    }

    @Override
    public void hangUp(Line line, Call call) {
        byte[] body = JsonBody.object()
                .put("attempt", call.id().toString())
                .put("action", "hang_up")
                .toString()
                .getBytes(UTF_8);
        requests.change(() -> requests.send(AgentLine.of(line, secrets).change(call.id(), body, clock.instant())));
    }

    /** Does nothing: the runtime received the message with the request for the call, and reads it out itself. */
    @Override
    public void leaveMessage(Line line, Call call, String text) {}

    private LookUp known(Call call, JsonNode body) {
        String accepted = call.state().providerId();
        Optional<String> id = AgentVocabulary.providerId(body).filter(one -> accepted == null || one.equals(accepted));
        Optional<CallStatus> status =
                CallStatus.ofWire(body.path("status").asText()).filter(AgentVocabulary::mayBeReported);
        if (id.isEmpty() || status.isEmpty()) {
            return new LookUp.Unavailable("the answer is not understood");
        }
        List<CallEvent> events = new ArrayList<>();
        events.add(new CallEvent.Accepted(id.get(), clock.instant()));
        events.add(AgentVocabulary.reported(id.get(), status.get(), body, clock.instant()));
        return new LookUp.Known(events);
    }

    private LookUp unknown(Call call, JsonNode body) {
        if (!AgentVocabulary.code(body).filter(UNKNOWN_ATTEMPT::equals).isPresent()) {
            return new LookUp.Unavailable("HTTP 404 that does not say " + UNKNOWN_ATTEMPT);
        }
        String id = call.state().providerId();
        if (id != null) {
            return requests.gone(id);
        }
        Instant until = call.createdAt().plus(AgentLine.REQUEST_TIMEOUT).plus(ProviderHttp.SKEW);
        return clock.instant().isBefore(until)
                ? new LookUp.Unavailable("the request may still be on its way")
                : new LookUp.NotKnown();
    }
}
