package io.vuelta.providers.retell;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.platform.HmacHex;
import io.vuelta.providers.platform.OnVoicemail;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformDialect;
import io.vuelta.providers.platform.PlatformRequest;
import io.vuelta.providers.platform.PlatformSimulator;
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

/**
 * The requests, answers and events of Retell.
 *
 * @param apiKey of the account; it also signs webhooks
 * @param origin of the simulator
 */
public record RetellDialect(String apiKey, InstantSource clock, String origin) implements PlatformDialect {
    private static final String CREATE = "/v2/create-phone-call";
    private static final String GET = "/v2/get-call/";
    private static final String LIST = "/v3/list-calls";
    private static final String STOP = "/v2/stop-call/";

    @Override
    public String name() {
        return "retell";
    }

    @Override
    public Optional<ParsedRequest> parse(PlatformRequest request) {
        String shown = request.after("GET", GET);
        String stopped = request.after("POST", STOP);
        boolean ours = shown != null || stopped != null || request.is("POST", CREATE) || request.is("POST", LIST);
        if (!ours) {
            return Optional.empty();
        }
        if (!request.header("authorization").equals("Bearer " + apiKey)) {
            return Optional.of(new ParsedRequest.Refused(401, "Invalid API Key"));
        }
        if (shown != null) {
            return Optional.of(new ParsedRequest.Show(shown));
        }
        if (stopped != null) {
            return Optional.of(new ParsedRequest.HangUp(stopped));
        }
        return Optional.of(request.is("POST", LIST) ? list(request.body()) : place(request.body()));
    }

    private static ParsedRequest place(JsonNode body) {
        String from = body.path("from_number").asText();
        String to = body.path("to_number").asText();
        if (!from.matches("\\+[1-9][0-9]{5,14}")) {
            return new ParsedRequest.Refused(422, "from_number must be E.164");
        }
        if (!to.matches("\\+[1-9][0-9]{5,14}")) {
            return new ParsedRequest.Refused(422, "to_number must be E.164");
        }
        for (JsonNode value : body.path("retell_llm_dynamic_variables")) {
            if (!value.isTextual()) {
                return new ParsedRequest.Refused(422, "retell_llm_dynamic_variables must be texts");
            }
        }
        return new ParsedRequest.Place(body.at("/metadata/attempt").asText(), to, from);
    }

    private static ParsedRequest list(JsonNode body) {
        JsonNode filter = body.at("/filter_criteria/metadata/0");
        boolean exact = filter.path("type").asText().equals("string")
                && filter.path("key").asText().equals("attempt")
                && filter.path("op").asText().equals("eq");
        return exact
                ? new ParsedRequest.List(Optional.of(filter.path("value").asText()))
                : new ParsedRequest.Refused(422, "filter_criteria.metadata must be a filter of a text");
    }

    @Override
    public JsonNode error(int status, String message) {
        return SimulatorJson.object().put("status", "error").put("message", message);
    }

    @Override
    public Reply taken(PlatformCallRecord call) {
        return Reply.of(201, shown(call));
    }

    @Override
    public JsonNode list(List<PlatformCallRecord> calls) {
        ObjectNode list = SimulatorJson.object().put("has_more", false);
        ArrayNode items = list.putArray("items");
        calls.forEach(call -> items.add(shown(call)));
        return list;
    }

    @Override
    public ObjectNode shown(PlatformCallRecord call) {
        ObjectNode json = SimulatorJson.object()
                .put("call_id", call.id())
                .put("call_type", "phone_call")
                .put("direction", "outbound")
                .put("agent_id", call.request().path("override_agent_id").asText("agent_of_the_number"))
                .put("agent_version", 1)
                .put("from_number", call.placement().from())
                .put("to_number", call.to())
                .put("call_status", status(call));
        json.set("metadata", call.request().path("metadata"));
        json.set("retell_llm_dynamic_variables", call.request().path("retell_llm_dynamic_variables"));
        if (call.answeredAt() != null) {
            json.put("start_timestamp", call.answeredAt().toEpochMilli());
        }
        if (call.isOver()) {
            json.put("disconnection_reason", reason(call));
        }
        if (call.endedAt() != null) {
            json.put("end_timestamp", call.endedAt().toEpochMilli());
        }
        if (call.status() == PlatformCallRecord.Status.ENDED) {
            json.put("duration_ms", call.talked() * 1_000)
                    .put("recording_url", PlatformSimulator.recording(origin, call))
                    .put("transcript", "Agent: Hello\nUser: Hello.\n");
        }
        if (call.analyzed()) {
            json.set("call_analysis", analysis(call));
        }
        return json;
    }

    private static String status(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED, RINGING -> "registered";
            case IN_PROGRESS -> "ongoing";
            case ENDED -> "ended";
            case BUSY, NO_ANSWER, FAILED, HUNG_UP -> "not_connected";
            case NO_PLACE -> "error";
        };
    }

    private static String reason(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED, RINGING, IN_PROGRESS, ENDED -> call.isHuman() ? "user_hangup" : "voicemail_reached";
            case BUSY -> "dial_busy";
            case NO_ANSWER -> "dial_no_answer";
            case FAILED -> "invalid_destination";
            case HUNG_UP -> "manual_stopped";
            case NO_PLACE -> "concurrency_limit_reached";
        };
    }

    private static ObjectNode analysis(PlatformCallRecord call) {
        boolean talked = call.status() == PlatformCallRecord.Status.ENDED;
        ObjectNode analysis = SimulatorJson.object()
                .put("in_voicemail", talked && !call.isHuman())
                .put("call_successful", talked && call.isHuman())
                .put("user_sentiment", talked && call.isHuman() ? "Neutral" : "Unknown")
                .put("call_summary", talked ? "They said hello." : "");
        analysis.set(
                "custom_analysis_data",
                talked && call.isHuman()
                        ? WantedResult.of(call.request().path("retell_llm_dynamic_variables"))
                        : SimulatorJson.object());
        return analysis;
    }

    /** A call that never connected has no {@code call_started}. */
    @Override
    public Optional<JsonNode> event(PlatformCallRecord call, PlatformStep step) {
        String event = switch (step) {
            case RINGING -> "";
            case ANSWERED -> "call_started";
            case ENDED -> "call_ended";
            case ANALYZED -> "call_analyzed";
        };
        JsonNode subscribed = call.request().at("/agent_override/agent/webhook_events");
        boolean wanted = subscribed.isMissingNode();
        for (JsonNode one : subscribed) {
            wanted |= one.asText().equals(event);
        }
        ObjectNode json = SimulatorJson.object().put("event", event);
        json.set("call", shown(call));
        return event.isEmpty() || !wanted ? Optional.empty() : Optional.of(json);
    }

    @Override
    public OnVoicemail onVoicemail(PlatformCallRecord call) {
        JsonNode action = call.request().at("/agent_override/agent/voicemail_option/action");
        return switch (action.path("type").asText()) {
            case "hangup" -> new OnVoicemail.HangUp();
            case "static_text" -> new OnVoicemail.Say(action.path("text").asText());
            default -> new OnVoicemail.Talk();
        };
    }

    @Override
    public Optional<URI> webhook(PlatformCallRecord call) {
        return Optional.of(
                        call.request().at("/agent_override/agent/webhook_url").asText())
                .filter(url -> !url.isEmpty())
                .map(URI::create);
    }

    @Override
    public SignedPosts.Signing signing(PlatformCallRecord call) {
        return body -> {
            String millis = String.valueOf(clock.instant().toEpochMilli());
            return Map.of(
                    "X-Retell-Signature", "v=" + millis + ",d=" + HmacHex.of(apiKey, body, millis.getBytes(UTF_8)));
        };
    }
}
