package io.vuelta.adapters.provider.retell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformApi;
import io.vuelta.adapters.provider.platform.PlatformCall;
import io.vuelta.adapters.provider.platform.PlatformVariables;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Retell AI. The line's secret has {@code api_key}, the key with the webhook badge; and optionally {@code agent_id}
 * (without it, the number's own outbound agent calls), {@code agent_version}, {@code webhook_key}, if another key has
 * the badge, and {@code base_url}.
 */
public final class Retell implements Platform {
    private static final String RETELL = "https://api.retellai.com";

    /** The limits of {@code max_call_duration_ms}: a minute to two hours. */
    private static final long MIN_CALL_MILLIS = 60_000;

    private static final long MAX_CALL_MILLIS = 7_200_000;

    @Override
    public Provider provider() {
        return Provider.RETELL;
    }

    @Override
    public HttpRequest place(CallRequest request, LineSecret secret, String webhook) {
        ObjectNode body = JsonBody.object()
                .put("from_number", request.line().number().e164())
                .put("to_number", request.contact().number().e164());
        if (!secret.text("agent_id").isBlank()) {
            body.put("override_agent_id", secret.text("agent_id"));
        }
        String version = secret.text("agent_version");
        if (version.matches("[0-9]{1,9}")) {
            body.put("override_agent_version", Integer.parseInt(version));
        } else if (!version.isBlank()) {
            body.put("override_agent_version", version);
        }
        body.putObject("metadata").put("attempt", request.attempt().toString());
        ObjectNode variables = body.putObject("retell_llm_dynamic_variables");
        PlatformVariables.of(request).forEach(variables::put);
        ObjectNode agent = body.putObject("agent_override").putObject("agent").put("webhook_url", webhook);
        agent.putArray("webhook_events")
                .add("call_started")
                .add("call_ended")
                .add("call_analyzed")
                .add("transfer_started")
                .add("transfer_bridged");
        if (!request.contact().data().agentVoice().isEmpty()) {
            agent.put("voice_id", request.contact().data().agentVoice());
        }
        limit(agent, request.limits());
        return api(secret).post("/v2/create-phone-call", body);
    }

    /** Adds the limits. If the agent talks to machines, the agent's own settings apply. */
    private static void limit(ObjectNode agent, CallLimits limits) {
        long most = Math.clamp(Duration.ofSeconds(limits.maxSeconds()).toMillis(), MIN_CALL_MILLIS, MAX_CALL_MILLIS);
        agent.put("ring_duration_ms", Duration.ofSeconds(limits.ringSeconds()).toMillis())
                .put("max_call_duration_ms", most);
        switch (limits.onMachine()) {
            case CONTINUE -> {
                // No field is sent, so the agent's own settings apply.
            }
            case HANG_UP ->
                agent.putObject("voicemail_option").putObject("action").put("type", "hangup");
            case MESSAGE ->
                agent.putObject("voicemail_option")
                        .putObject("action")
                        .put("type", "static_text")
                        .put("text", limits.machineMessage());
        }
    }

    private static PlatformApi api(LineSecret secret) {
        return new PlatformApi(secret.baseUrl(RETELL), "Authorization", "Bearer " + secret.required("api_key"));
    }

    @Override
    public PlatformPlacement placing(int status, JsonNode body) {
        return RetellErrors.of(status, body);
    }

    @Override
    public HttpRequest show(String id, LineSecret secret) {
        return api(secret).get("/v2/get-call/" + PlatformApi.encode(id));
    }

    @Override
    public HttpRequest search(Call call, LineSecret secret) {
        ObjectNode body = JsonBody.object().put("limit", 2);
        body.putObject("filter_criteria")
                .putArray("metadata")
                .addObject()
                .put("type", "string")
                .put("key", "attempt")
                .put("op", "eq")
                .put("value", call.id().toString());
        return api(secret).post("/v3/list-calls", body);
    }

    @Override
    public Search found(JsonNode answer, AttemptId attempt) {
        JsonNode items = answer.path("items");
        if (!items.isArray()) {
            return new Search.Unclear("the answer has no items");
        }
        for (JsonNode item : items) {
            // If Retell ignored an unknown filter, it would return other calls.
            if (attempt(item).filter(attempt::equals).isPresent()) {
                return new Search.Found(item.path("call_id").asText());
            }
        }
        return items.isEmpty() ? new Search.Nothing() : new Search.Unclear("the answer has calls of other attempts");
    }

    private static Optional<AttemptId> attempt(JsonNode call) {
        return AttemptId.parse(call.at("/metadata/attempt").asText());
    }

    @Override
    public PlatformCall call(JsonNode shown, Instant now) {
        String id = shown.path("call_id").asText();
        return new PlatformCall(
                id,
                attempt(shown),
                RetellVocabulary.currentStatus(id, shown, now).stream().toList(),
                RetellVocabulary.findings(shown));
    }

    @Override
    public boolean isWaiting(JsonNode shown) {
        return shown.path("call_status").asText().equals("registered");
    }

    @Override
    public Optional<HttpRequest> hangUp(String id, Shown shown, LineSecret secret) {
        return Optional.of(api(secret).post("/v2/stop-call/" + PlatformApi.encode(id), JsonBody.object()));
    }

    @Override
    public Optional<String> forgery(WebhookRequest posted, LineSecret secret, Instant now) {
        String signature = posted.headers().get(RetellSignature.HEADER);
        if (signature == null) {
            return Optional.of("no signature");
        }
        String key = secret.text("webhook_key").isBlank() ? secret.required("api_key") : secret.text("webhook_key");
        return RetellSignature.holds(key, posted.body(), signature, now)
                ? Optional.empty()
                : Optional.of("the signature does not match, or is too old");
    }

    @Override
    public WebhookContent webhookContent(WebhookRequest posted, JsonNode body, Instant now) {
        JsonNode call = body.path("call");
        if (!call.isObject()) {
            throw new IllegalArgumentException("call must be an object");
        }
        String id = call.path("call_id").asText();
        String event = body.path("event").asText();
        return switch (event) {
            case "call_started" ->
                webhookContent(
                        id,
                        call,
                        new CallEvent.Reported(
                                id, CallStatus.IN_PROGRESS, null, null, RetellVocabulary.begun(call, now)));
            case "call_ended", "call_analyzed" -> new WebhookContent.OfCall(call(call, now));
            case "transfer_started", "transfer_bridged" ->
                webhookContent(id, call, new CallEvent.Reported(id, CallStatus.FORWARDING, null, null, now));
            default -> new WebhookContent.Nothing("the event " + event);
        };
    }

    private static WebhookContent webhookContent(String id, JsonNode call, CallEvent event) {
        return new WebhookContent.OfCall(new PlatformCall(id, attempt(call), List.of(event), null));
    }
}
