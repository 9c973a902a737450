package io.vuelta.providers.elevenlabs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.platform.HmacHex;
import io.vuelta.providers.platform.OnVoicemail;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformDialect;
import io.vuelta.providers.platform.PlatformRequest;
import io.vuelta.providers.platform.PlatformStep;
import io.vuelta.providers.platform.WantedResult;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SignedPosts;
import io.vuelta.providers.simulator.SimulatorJson;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The requests, answers and events of ElevenLabs Agents. ElevenLabs has no request to end a call; the simulator accepts
 * Twilio's request for it.
 *
 * @param account the account's key, agent, number and secret
 * @param webhooks the address to which the events of an attempt are posted; at ElevenLabs it is one address for the
 *     workspace
 */
public record ElevenLabsDialect(Account account, InstantSource clock, Function<String, Optional<URI>> webhooks)
        implements PlatformDialect {
    private static final String CONVERSATIONS = "/v1/convai/conversations";
    private static final String TWILIO = "/2010-04-01/Accounts/AC1/Calls/";

    /**
     * An account.
     *
     * @param agent the id of the account's agent
     * @param number the id of the account's number
     * @param webhookSecret the key that signs the posts
     */
    public record Account(String apiKey, String agent, String number, String webhookSecret) {}

    @Override
    public String name() {
        return "elevenlabs";
    }

    @Override
    public Optional<ParsedRequest> parse(PlatformRequest request) {
        String ended = request.after("POST", TWILIO);
        if (ended != null) {
            return Optional.of(new ParsedRequest.HangUp(
                    "call_" + ended.replace(".json", "").substring("CA".length())));
        }
        String shown = request.after("GET", CONVERSATIONS + "/");
        boolean places = request.is("POST", "/v1/convai/twilio/outbound-call")
                || request.is("POST", "/v1/convai/sip-trunk/outbound-call");
        if (shown == null && !places && !request.is("GET", CONVERSATIONS)) {
            return Optional.empty();
        }
        if (!request.header("xi-api-key").equals(account.apiKey())) {
            return Optional.of(new ParsedRequest.Refused(401, "invalid_api_key"));
        }
        if (shown != null) {
            return Optional.of(new ParsedRequest.Show(shown));
        }
        return Optional.of(
                places
                        ? place(request.body())
                        : new ParsedRequest.List(
                                Optional.ofNullable(request.query().get("user_id"))));
    }

    private ParsedRequest place(JsonNode body) {
        String to = body.path("to_number").asText();
        if (!body.path("agent_id").asText().equals(account.agent())) {
            return new ParsedRequest.Refused(404, "agent_not_found");
        }
        if (!body.path("agent_phone_number_id").asText().equals(account.number())) {
            return new ParsedRequest.Refused(404, "phone_number_not_found");
        }
        return to.matches("\\+[1-9][0-9]{5,14}")
                ? new ParsedRequest.Place(
                        body.at("/conversation_initiation_client_data/user_id").asText(), to, account.number())
                : new ParsedRequest.Refused(400, "invalid_phone_number");
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode json = SimulatorJson.object();
        json.putObject("detail")
                .put("status", status == 429 ? "too_many_concurrent_requests" : message)
                .put("message", message);
        return json;
    }

    @Override
    public Reply taken(PlatformCallRecord call) {
        return Reply.of(
                200,
                SimulatorJson.object()
                        .put("success", true)
                        .put("message", "Success")
                        .put("conversation_id", call.id())
                        .put("callSid", sid(call)));
    }

    private static String sid(PlatformCallRecord call) {
        return "CA" + call.id().substring("call_".length());
    }

    @Override
    public JsonNode list(List<PlatformCallRecord> calls) {
        ObjectNode list = SimulatorJson.object().put("has_more", false);
        ArrayNode conversations = list.putArray("conversations");
        calls.forEach(call -> conversations
                .addObject()
                .put("agent_id", account.agent())
                .put("conversation_id", call.id())
                .put("status", status(call))
                .put("call_duration_secs", call.talked()));
        return list;
    }

    @Override
    public ObjectNode shown(PlatformCallRecord call) {
        JsonNode client = call.request().path("conversation_initiation_client_data");
        ObjectNode json = SimulatorJson.object()
                .put("agent_id", account.agent())
                .put("conversation_id", call.id())
                .put("status", status(call))
                .put("user_id", client.path("user_id").asText())
                .put("has_audio", call.talked() > 0);
        json.set("conversation_initiation_client_data", client);
        ObjectNode metadata = json.putObject("metadata")
                .put("start_time_unix_secs", call.placement().placedAt().getEpochSecond())
                .put("call_duration_secs", call.talked())
                .put(
                        "termination_reason",
                        call.status() == PlatformCallRecord.Status.NO_PLACE ? "concurrency limit reached" : "");
        if (call.answeredAt() != null) {
            metadata.put("accepted_time_unix_secs", call.answeredAt().getEpochSecond());
        }
        ObjectNode phone = metadata.putObject("phone_call")
                .put("type", "twilio")
                .put("direction", "outbound")
                .put("call_sid", sid(call));
        if (call.isOver()) {
            phone.put("call_result", result(call));
        }
        json.putArray("transcript");
        if (call.talked() > 0) {
            json.withArray("transcript").addObject().put("role", "agent").put("message", "Hello");
            json.withArray("transcript").addObject().put("role", "user").put("message", "Hello.");
        }
        if (call.analyzed()) {
            json.set("analysis", analysis(call, client));
        }
        return json;
    }

    private static ObjectNode analysis(PlatformCallRecord call, JsonNode client) {
        boolean talked = call.isHuman() && call.talked() > 0;
        ObjectNode analysis = SimulatorJson.object()
                .put("call_successful", talked ? "success" : "unknown")
                .put("transcript_summary", call.talked() > 0 ? "They said hello." : "");
        ObjectNode collected = analysis.putObject("data_collection_results");
        if (talked) {
            WantedResult.of(client.path("dynamic_variables"))
                    .properties()
                    .forEach(value -> collected.putObject(value.getKey()).set("value", value.getValue()));
        }
        return analysis;
    }

    private static String status(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED, RINGING -> "initiated";
            case IN_PROGRESS -> "in-progress";
            case ENDED -> call.analyzed() ? "done" : "processing";
            case BUSY, NO_ANSWER, FAILED, HUNG_UP, NO_PLACE -> "failed";
        };
    }

    private static String result(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED, RINGING, IN_PROGRESS, ENDED -> call.isHuman() ? "answered" : "voicemail";
            case BUSY -> "busy";
            case NO_ANSWER -> "no_answer";
            case FAILED, HUNG_UP, NO_PLACE -> "failed";
        };
    }

    /**
     * ElevenLabs posts nothing before the end of a call. The post about a call that failed does not name the attempt.
     */
    @Override
    public Optional<JsonNode> event(PlatformCallRecord call, PlatformStep step) {
        boolean talked = call.status() == PlatformCallRecord.Status.ENDED;
        ObjectNode json =
                SimulatorJson.object().put("event_timestamp", clock.instant().getEpochSecond());
        if (step == PlatformStep.ANALYZED && talked) {
            json.put("type", "post_call_transcription").set("data", shown(call));
            return Optional.of(json);
        }
        if (step == PlatformStep.ENDED && !talked) {
            json.put("type", "call_initiation_failure")
                    .putObject("data")
                    .put("agent_id", account.agent())
                    .put("conversation_id", call.id())
                    .put("failure_reason", failure(call));
            return Optional.of(json);
        }
        return Optional.empty();
    }

    private static String failure(PlatformCallRecord call) {
        return switch (call.status()) {
            case BUSY -> "busy";
            case NO_ANSWER -> "no-answer";
            case QUEUED, RINGING, IN_PROGRESS, ENDED, FAILED, HUNG_UP, NO_PLACE -> "unknown";
        };
    }

    /** The agent's tool for voicemail speaks the text {@code {{machine_message}}}. */
    @Override
    public OnVoicemail onVoicemail(PlatformCallRecord call) {
        String message = call.request()
                .at("/conversation_initiation_client_data/dynamic_variables/machine_message")
                .asText("");
        return message.isEmpty() ? new OnVoicemail.Talk() : new OnVoicemail.Say(message);
    }

    @Override
    public Optional<URI> webhook(PlatformCallRecord call) {
        return webhooks.apply(call.attempt());
    }

    @Override
    public SignedPosts.Signing signing(PlatformCallRecord call) {
        return body -> {
            String seconds = String.valueOf(clock.instant().getEpochSecond());
            String digest = HmacHex.of(account.webhookSecret(), (seconds + ".").getBytes(UTF_8), body);
            return Map.of("ElevenLabs-Signature", "t=" + seconds + ",v0=" + digest);
        };
    }
}
