package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.http.SentOnce;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Registers a call at an agent's platform just before Twilio places it, and gets the TwiML or SIP address that connects
 * it. This dials no number: if it fails, the person is not called, and the attempt is placed later. The line's secret
 * has the platform's key, {@code elevenlabs_api_key} or {@code retell_api_key}, and optionally its address, {@code
 * elevenlabs_base_url} or {@code retell_base_url}.
 */
final class RegisteredCalls {
    private static final String ELEVENLABS = "https://api.elevenlabs.io";
    private static final String RETELL = "https://api.retellai.com";
    private static final String RETELL_SIP = "@sip.retellai.com";

    /** Maximum time for a response: the slot of the call is near, so a slower platform counts as unavailable. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Maximum length of a value of the contact's data, in characters: every platform accepts that. */
    private static final int MAX_VALUE = 5_000;

    private final HttpClient http;

    RegisteredCalls(HttpClient http) {
        this.http = http;
    }

    /** The result of the registration. */
    sealed interface Registered {
        record Connected(String twiml) implements Registered {}

        /** The call must not be placed. */
        record Refused(String reason, Duration rest, Function<Instant, ProviderTrouble.Wider> trouble)
                implements Registered {}
    }

    /** Throws {@link Secrets.SecretUnavailable} if the platform's key is missing. */
    Registered atElevenLabs(AgentConnection.ElevenLabs agent, CallRequest request, CallData data, LineSecret secret) {
        ObjectNode body = JsonBody.object()
                .put("agent_id", agent.agentId())
                .put("from_number", request.line().number().e164())
                .put("to_number", request.contact().number().e164())
                .put("direction", "outbound");
        ObjectNode client = body.putObject("conversation_initiation_client_data");
        client.put("user_id", request.attempt().toString());
        put(client.putObject("dynamic_variables"), data);
        HttpRequest post = post(
                        address(secret, "elevenlabs_base_url", ELEVENLABS) + "/v1/convai/twilio/register-call", body)
                .header("xi-api-key", secret.required("elevenlabs_api_key"))
                .build();
        return answer("ELEVENLABS", post, RegisteredCalls::twiml);
    }

    /** The TwiML of a response, which is TwiML or a JSON text with TwiML. */
    private static Optional<String> twiml(String body) {
        String twiml = JsonBody.parse(body.getBytes(UTF_8))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .orElse(body)
                .strip();
        return Optional.of(twiml)
                .filter(text ->
                        text.length() <= AnswerTwiml.MAX_TWIML && text.startsWith("<") && text.contains("<Response"));
    }

    /** Throws {@link Secrets.SecretUnavailable} if the platform's key is missing. */
    Registered atRetell(
            AgentConnection.Retell agent, CallRequest request, CallData data, LineSecret secret, Hooks hooks) {
        ObjectNode body = JsonBody.object()
                .put("agent_id", agent.agentId())
                .put("direction", "outbound")
                .put("from_number", request.line().number().e164())
                .put("to_number", request.contact().number().e164());
        body.putObject("metadata").put("attempt", request.attempt().toString());
        put(body.putObject("retell_llm_dynamic_variables"), data);
        HttpRequest post = post(address(secret, "retell_base_url", RETELL) + "/v2/register-phone-call", body)
                .header("Authorization", "Bearer " + secret.required("retell_api_key"))
                .build();
        return answer(
                "RETELL",
                post,
                answer -> JsonBody.text(JsonBody.answer(answer), "/call_id")
                        .filter(id -> id.matches("[0-9A-Za-z_-]{1,128}"))
                        .map(id -> AnswerTwiml.dialSip("sip:" + id + RETELL_SIP, "", "", request, hooks)));
    }

    private static void put(ObjectNode json, CallData data) {
        data.ids().forEach(json::put);
        boolean whole = true;
        for (Map.Entry<String, String> field : data.fields().entrySet()) {
            boolean fits = field.getValue().length() <= MAX_VALUE;
            if (fits) {
                json.put(field.getKey(), field.getValue());
            }
            whole &= fits;
        }
        if (!whole) {
            json.put(CallData.MORE, "true");
        }
    }

    private static String address(LineSecret secret, String field, String otherwise) {
        String given = secret.text(field).replaceFirst("/+$", "");
        return given.isEmpty() ? otherwise : given;
    }

    private static HttpRequest.Builder post(String url, ObjectNode body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private Registered answer(String platform, HttpRequest post, Function<String, Optional<String>> twiml) {
        if (!(SentOnce.send(http, post) instanceof SentOnce.Answered answered)) {
            return down(platform + "_UNREACHABLE");
        }
        int status = answered.response().statusCode();
        if (status / 100 == 2) {
            return twiml.apply(answered.response().body())
                    .<Registered>map(Registered.Connected::new)
                    .orElseGet(() -> down(platform + "_NOT_UNDERSTOOD"));
        }
        if (status == 429) {
            return new Registered.Refused(
                    platform + "_429",
                    ProviderHttp.retryAfter(answered.response()),
                    ProviderTrouble.LineThrottled::new);
        }
        return status / 100 == 4
                ? new Registered.Refused(
                        platform + "_" + status, ProviderHttp.ERROR_WAIT, _ -> new ProviderTrouble.AccountUnusable())
                : down(platform + "_" + status);
    }

    private static Registered down(String reason) {
        return new Registered.Refused(reason, ProviderHttp.ERROR_WAIT, ProviderTrouble.LineDown::new);
    }
}
