package io.vuelta.adapters.provider.vapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.Signatures;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformApi;
import io.vuelta.adapters.provider.platform.PlatformCall;
import io.vuelta.adapters.provider.platform.PlatformVariables;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.domain.text.StorableText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Vapi. The line's secret has {@code api_key}, the private key; {@code assistant_id}; {@code phone_number_id}, the
 * line's number at Vapi; {@code webhook_secret}, any text; and optionally {@code base_url}. Vapi does not sign its
 * webhook requests: the events of each call contain a token that only Vuelta can create, and that is valid only for its
 * attempt.
 */
public final class Vapi implements Platform {
    /** The header in which Vapi returns the token. */
    static final String TOKEN = "x-vuelta-token";

    private static final String VAPI = "https://api.vapi.ai";
    private static final int MAX_NAME_LENGTH = 40;
    private static final int MAX_LISTED = 1_000;

    /** The search covers calls from this long before the attempt until {@link #AFTER} after it. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration AFTER = Duration.ofSeconds(30);

    @Override
    public Provider provider() {
        return Provider.VAPI;
    }

    @Override
    public HttpRequest place(CallRequest request, LineSecret secret, String webhook) {
        String attempt = request.attempt().toString();
        ObjectNode body = JsonBody.object()
                .put("assistantId", secret.required("assistant_id"))
                .put("phoneNumberId", secret.required("phone_number_id"));
        ObjectNode customer = body.putObject("customer")
                .put("number", request.contact().number().e164());
        String name = request.contact().data().name();
        if (!name.isBlank()) {
            customer.put("name", StorableText.cut(name, MAX_NAME_LENGTH));
        }
        ObjectNode overrides = body.putObject("assistantOverrides");
        ObjectNode variables = overrides.putObject("variableValues");
        PlatformVariables.of(request).forEach(variables::put);
        if (request.firstMessage() != null) {
            overrides.put("firstMessage", request.firstMessage());
        }
        limit(overrides, request.limits());
        overrides.putObject("metadata").put("attempt", attempt);
        overrides
                .putObject("server")
                .put("url", webhook + "?attempt=" + PlatformApi.encode(attempt))
                .putObject("headers")
                .put(TOKEN, token(secret, attempt));
        overrides.putArray("serverMessages").add("status-update").add("end-of-call-report");
        return api(secret).post("/call", body);
    }

    /**
     * Adds the limits. If the assistant talks to machines, its own settings apply. Without a voicemail message, Vapi
     * hangs up. Numbers of carriers other than Twilio have their own ringing time.
     */
    private static void limit(ObjectNode overrides, CallLimits limits) {
        overrides.put("maxDurationSeconds", limits.maxSeconds());
        overrides
                .putArray("transportConfigurations")
                .addObject()
                .put("provider", "twilio")
                .put("timeout", limits.ringSeconds());
        if (limits.onMachine() != OnMachine.CONTINUE) {
            overrides.putObject("voicemailDetection").put("provider", "vapi");
        }
        if (limits.machineMessage() != null) {
            overrides.put("voicemailMessage", limits.machineMessage());
        }
    }

    private static PlatformApi api(LineSecret secret) {
        return new PlatformApi(secret.baseUrl(VAPI), "Authorization", "Bearer " + secret.required("api_key"));
    }

    private static String token(LineSecret secret, String attempt) {
        return HexFormat.of()
                .formatHex(Signatures.hmac(
                        "HmacSHA256", secret.required("webhook_secret"), ("vapi." + attempt).getBytes(UTF_8)));
    }

    @Override
    public PlatformPlacement placing(int status, JsonNode body) {
        return VapiErrors.of(status, body);
    }

    @Override
    public HttpRequest show(String id, LineSecret secret) {
        return api(secret).get("/call/" + PlatformApi.encode(id));
    }

    @Override
    public HttpRequest search(Call call, LineSecret secret) {
        return api(secret)
                .get("/call?phoneNumberId=" + PlatformApi.encode(secret.required("phone_number_id"))
                        + "&limit=" + MAX_LISTED
                        + "&createdAtGe="
                        + PlatformApi.encode(call.createdAt().minus(BEFORE).toString())
                        + "&createdAtLe="
                        + PlatformApi.encode(call.createdAt().plus(AFTER).toString()));
    }

    @Override
    public Search found(JsonNode answer, AttemptId attempt) {
        if (!answer.isArray()) {
            return new Search.Unclear("the answer is not a list");
        }
        for (JsonNode call : answer) {
            if (attempt(call).filter(attempt::equals).isPresent()) {
                return new Search.Found(call.path("id").asText());
            }
        }
        return answer.size() < MAX_LISTED
                ? new Search.Nothing()
                : new Search.Unclear("there are more calls than one list can hold");
    }

    private static Optional<AttemptId> attempt(JsonNode call) {
        return AttemptId.parse(call.at("/assistantOverrides/metadata/attempt").asText());
    }

    @Override
    public PlatformCall call(JsonNode shown, Instant now) {
        String id = shown.path("id").asText();
        boolean over = shown.path("status").asText().equals("ended");
        return new PlatformCall(
                id,
                attempt(shown),
                VapiVocabulary.currentStatus(id, shown, now).stream().toList(),
                over ? VapiVocabulary.findings(shown, shown.path("analysis"), shown.path("artifact")) : null);
    }

    @Override
    public boolean isWaiting(JsonNode shown) {
        return List.of("scheduled", "queued").contains(shown.path("status").asText());
    }

    /** Ends a call by the control URL that each call has. */
    @Override
    public Optional<HttpRequest> hangUp(String id, Shown shown, LineSecret secret)
            throws IOException, InterruptedException {
        String url = shown.get().at("/monitor/controlUrl").asText("");
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PlatformApi.postTo(URI.create(url), JsonBody.object().put("type", "end-call")));
    }

    @Override
    public Optional<String> forgery(WebhookRequest posted, LineSecret secret, Instant now) {
        String attempt = posted.query().get("attempt");
        String token = posted.headers().get(TOKEN);
        if (attempt == null || token == null) {
            return Optional.of("no attempt, or no token");
        }
        return Signatures.areEqual(token(secret, attempt), token)
                ? Optional.empty()
                : Optional.of("the token is not the attempt's");
    }

    @Override
    public WebhookContent webhookContent(WebhookRequest posted, JsonNode body, Instant now) {
        JsonNode message = body.path("message");
        JsonNode call = message.path("call");
        String id = call.path("id").asText();
        // The token was created for this attempt.
        Optional<AttemptId> attempt = AttemptId.parse(posted.query().getOrDefault("attempt", ""));
        if (attempt(call).filter(named -> !attempt.equals(Optional.of(named))).isPresent()) {
            throw new IllegalArgumentException("the call belongs to another attempt than the address");
        }
        return switch (message.path("type").asText()) {
            case "status-update" -> status(id, attempt, message, now);
            case "end-of-call-report" ->
                new WebhookContent.OfCall(new PlatformCall(
                        id,
                        attempt,
                        List.of(VapiVocabulary.ended(id, message, message.path("artifact"), now)),
                        VapiVocabulary.findings(message, message.path("analysis"), message.path("artifact"))));
            default ->
                new WebhookContent.Nothing(
                        "a message of the type " + message.path("type").asText());
        };
    }

    /** The content of a status message. The end of a conversation is taken from its report, which has the duration. */
    private static WebhookContent status(String id, Optional<AttemptId> attempt, JsonNode message, Instant now) {
        boolean over = message.path("status").asText().equals("ended");
        if (over && VapiVocabulary.end(message.path("endedReason").asText(), message) == CallStatus.ENDED) {
            return new WebhookContent.Nothing("a report follows");
        }
        List<CallEvent> events =
                VapiVocabulary.currentStatus(id, message, now).stream().toList();
        return events.isEmpty()
                ? new WebhookContent.Nothing(
                        "the status " + message.path("status").asText())
                : new WebhookContent.OfCall(new PlatformCall(id, attempt, events, null));
    }
}
