package io.vuelta.adapters.provider.elevenlabs;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ElevenLabs Agents. The line's secret has {@code api_key}; {@code agent_id}; {@code phone_number_id}, the line's
 * number at ElevenLabs; {@code webhook_secret}, of the workspace's or the agent's webhook; and optionally {@code
 * telephony}, {@code twilio} or {@code sip-trunk}, {@code base_url}, and {@code twilio_account_sid} with {@code
 * twilio_auth_token} (and {@code twilio_base_url}): ElevenLabs cannot end calls, so they are hung up at Twilio.
 */
public final class ElevenLabs implements Platform {
    private static final String ELEVENLABS = "https://api.elevenlabs.io";
    private static final String TWILIO = "https://api.twilio.com";
    private static final String CONVERSATIONS = "/v1/convai/conversations";

    @Override
    public Provider provider() {
        return Provider.ELEVENLABS;
    }

    @Override
    public HttpRequest place(CallRequest request, LineSecret secret, String webhook) {
        ObjectNode body = JsonBody.object()
                .put("agent_id", secret.required("agent_id"))
                .put("agent_phone_number_id", secret.required("phone_number_id"))
                .put("to_number", request.contact().number().e164());
        if (request.line().recordsCalls()) {
            body.put("call_recording_enabled", true);
        }
        body.putObject("telephony_call_config")
                .put("ringing_timeout_secs", request.limits().ringSeconds());
        ObjectNode client = body.putObject("conversation_initiation_client_data")
                .put("user_id", request.attempt().toString());
        ObjectNode variables = client.putObject("dynamic_variables");
        PlatformVariables.of(request).forEach(variables::put);
        return api(secret).post("/v1/convai/" + telephony(secret) + "/outbound-call", body);
    }

    private static String telephony(LineSecret secret) {
        String telephony = secret.text("telephony");
        if (!List.of("", "twilio", "sip-trunk").contains(telephony)) {
            throw secret.unavailable("must have twilio or sip-trunk as telephony");
        }
        return telephony.isEmpty() ? "twilio" : telephony;
    }

    private static PlatformApi api(LineSecret secret) {
        return new PlatformApi(secret.baseUrl(ELEVENLABS), "xi-api-key", secret.required("api_key"));
    }

    @Override
    public PlatformPlacement placing(int status, JsonNode body) {
        return ElevenLabsErrors.of(status, body);
    }

    @Override
    public HttpRequest show(String id, LineSecret secret) {
        return api(secret).get(CONVERSATIONS + "/" + PlatformApi.encode(id));
    }

    @Override
    public HttpRequest search(Call call, LineSecret secret) {
        return api(secret)
                .get(CONVERSATIONS + "?page_size=2&user_id="
                        + PlatformApi.encode(call.id().toString()));
    }

    /** The list does not contain the attempts: the found conversation is read, and it contains its attempt. */
    @Override
    public Search found(JsonNode answer, AttemptId attempt) {
        JsonNode conversations = answer.path("conversations");
        if (!conversations.isArray()) {
            return new Search.Unclear("the answer has no conversations");
        }
        return conversations.isEmpty()
                ? new Search.Nothing()
                : new Search.Found(conversations.get(0).path("conversation_id").asText());
    }

    @Override
    public PlatformCall call(JsonNode shown, Instant now) {
        String id = shown.path("conversation_id").asText();
        String recording = ELEVENLABS + CONVERSATIONS + "/" + PlatformApi.encode(id) + "/audio";
        return new PlatformCall(
                id,
                attempt(shown),
                ElevenLabsVocabulary.currentStatus(id, shown, recording, now).stream()
                        .toList(),
                ElevenLabsVocabulary.findings(shown));
    }

    @Override
    public boolean isWaiting(JsonNode shown) {
        return shown.path("status").asText().equals("initiated");
    }

    /** The fields in which it returns the attempt: not every event has every field. */
    private static Optional<AttemptId> attempt(JsonNode conversation) {
        return Stream.of(
                        "/user_id",
                        "/conversation_initiation_client_data/user_id",
                        "/conversation_initiation_client_data/dynamic_variables/attempt")
                .flatMap(pointer -> AttemptId.parse(conversation.at(pointer).asText()).stream())
                .findFirst();
    }

    @Override
    public Optional<HttpRequest> hangUp(String id, Shown shown, LineSecret secret)
            throws IOException, InterruptedException {
        String account = secret.text("twilio_account_sid");
        if (account.isBlank()) {
            return Optional.empty();
        }
        String token = secret.required("twilio_auth_token");
        String sid = shown.get().at("/metadata/phone_call/call_sid").asText("");
        String base = secret.fields().getOrDefault("twilio_base_url", TWILIO);
        return sid.isEmpty()
                ? Optional.empty()
                : Optional.of(HttpRequest.newBuilder(URI.create(base + "/2010-04-01/Accounts/"
                                + PlatformApi.encode(account) + "/Calls/" + PlatformApi.encode(sid) + ".json"))
                        .timeout(PlatformApi.PATIENCE)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString((account + ":" + token).getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("Status=completed"))
                        .build());
    }

    @Override
    public Optional<String> forgery(WebhookRequest posted, LineSecret secret, Instant now) {
        String signature = posted.headers().get(ElevenLabsSignature.HEADER);
        if (signature == null) {
            return Optional.of("no signature");
        }
        return ElevenLabsSignature.holds(secret.required("webhook_secret"), posted.body(), signature, now)
                ? Optional.empty()
                : Optional.of("the signature does not match, or is too old");
    }

    @Override
    public WebhookContent webhookContent(WebhookRequest posted, JsonNode body, Instant now) {
        JsonNode data = body.path("data");
        String type = body.path("type").asText();
        return switch (type) {
            case "post_call_transcription" -> new WebhookContent.OfCall(call(data, now));
            case "call_initiation_failure" -> {
                String id = data.path("conversation_id").asText();
                String reason = data.path("failure_reason").asText("");
                yield new WebhookContent.OfCall(new PlatformCall(
                        id, attempt(data), List.of(ElevenLabsVocabulary.notBegun(id, reason, now)), null));
            }
            default -> new WebhookContent.Nothing("a post of the type " + type);
        };
    }

    @Override
    public boolean sharesAddress() {
        return true;
    }
}
