package io.vuelta.providers.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests, answers and events of Vapi.
 *
 * @param apiKey the private key
 * @param assistant the id of the account's assistant
 * @param number the id of the account's number
 * @param origin of the simulator
 */
public record VapiDialect(String apiKey, String assistant, String number, String origin) implements PlatformDialect {
    private static final String CALL = "/call";
    private static final String CONTROL = "/control/";

    @Override
    public String name() {
        return "vapi";
    }

    @Override
    public Optional<ParsedRequest> parse(PlatformRequest request) {
        String controlled = request.after("POST", CONTROL);
        if (controlled != null) {
            return Optional.of(
                    request.body().path("type").asText().equals("end-call")
                            ? new ParsedRequest.HangUp(controlled)
                            : new ParsedRequest.Refused(400, "type must be end-call"));
        }
        String shown = request.after("GET", CALL + "/");
        if (shown == null && !request.is("POST", CALL) && !request.is("GET", CALL)) {
            return Optional.empty();
        }
        if (!request.header("authorization").equals("Bearer " + apiKey)) {
            return Optional.of(new ParsedRequest.Refused(401, "Invalid Key. Hot tip, you may be using the public key"));
        }
        if (shown != null) {
            return Optional.of(new ParsedRequest.Show(shown));
        }
        return Optional.of(request.is("POST", CALL) ? place(request.body()) : new ParsedRequest.List(Optional.empty()));
    }

    private ParsedRequest place(JsonNode body) {
        String to = body.at("/customer/number").asText();
        if (!body.path("assistantId").asText().equals(assistant)) {
            return new ParsedRequest.Refused(400, "assistantId does not exist");
        }
        if (!body.path("phoneNumberId").asText().equals(number)) {
            return new ParsedRequest.Refused(400, "phoneNumberId does not exist");
        }
        if (!to.matches("\\+[1-9][0-9]{5,14}")) {
            return new ParsedRequest.Refused(400, "customer.number must be a valid phone number in the E.164 format");
        }
        if (body.at("/customer/name").asText("").length() > 40) {
            return new ParsedRequest.Refused(400, "customer.name must be shorter than or equal to 40 characters");
        }
        return new ParsedRequest.Place(
                body.at("/assistantOverrides/metadata/attempt").asText(), to, number);
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode json = SimulatorJson.object().put("error", "Bad Request").put("statusCode", status);
        json.putArray("message").add(message);
        return json;
    }

    @Override
    public Reply taken(PlatformCallRecord call) {
        return Reply.of(201, shown(call));
    }

    @Override
    public JsonNode list(List<PlatformCallRecord> calls) {
        ArrayNode list = SimulatorJson.array();
        calls.forEach(call -> list.add(shown(call)));
        return list;
    }

    @Override
    public ObjectNode shown(PlatformCallRecord call) {
        ObjectNode json = SimulatorJson.object()
                .put("id", call.id())
                .put("orgId", "org")
                .put("type", "outboundPhoneCall")
                .put("createdAt", call.placement().placedAt().toString())
                .put("updatedAt", call.placement().placedAt().toString())
                .put("status", status(call));
        for (String field : List.of("assistantId", "phoneNumberId", "customer", "assistantOverrides")) {
            json.set(field, call.request().path(field));
        }
        json.putObject("monitor").put("controlUrl", origin + CONTROL + call.id());
        times(json, call);
        if (call.isOver()) {
            json.put("endedReason", reason(call));
            json.set("artifact", artifact(call));
        }
        if (call.analyzed()) {
            json.set("analysis", analysis(call));
        }
        return json;
    }

    private static void times(ObjectNode json, PlatformCallRecord call) {
        if (call.answeredAt() != null) {
            json.put("startedAt", call.answeredAt().toString());
        }
        if (call.status() == PlatformCallRecord.Status.ENDED && call.answeredAt() != null) {
            // The times as in a real call, whatever the simulator's speed.
            json.put("endedAt", call.answeredAt().plusSeconds(call.talked()).toString());
        } else if (call.endedAt() != null) {
            json.put("endedAt", call.endedAt().toString());
        }
    }

    private static String status(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED -> "queued";
            case RINGING -> "ringing";
            case IN_PROGRESS -> "in-progress";
            case ENDED, BUSY, NO_ANSWER, FAILED, HUNG_UP, NO_PLACE -> "ended";
        };
    }

    private static String reason(PlatformCallRecord call) {
        return switch (call.status()) {
            case QUEUED, RINGING, IN_PROGRESS, ENDED -> call.isHuman() ? "customer-ended-call" : "voicemail";
            case BUSY -> "customer-busy";
            case NO_ANSWER -> "customer-did-not-answer";
            case FAILED -> "twilio-reported-customer-misdialed";
            case HUNG_UP -> "manually-canceled";
            case NO_PLACE -> "call.start.error-subscription-concurrency-limit-reached";
        };
    }

    private ObjectNode artifact(PlatformCallRecord call) {
        ObjectNode artifact = SimulatorJson.object();
        if (call.status() == PlatformCallRecord.Status.ENDED) {
            artifact.put("recordingUrl", PlatformSimulator.recording(origin, call))
                    .put("transcript", "AI: Hello\nUser: Hello.\n");
        }
        return artifact;
    }

    private static ObjectNode analysis(PlatformCallRecord call) {
        ObjectNode analysis = SimulatorJson.object();
        if (call.status() == PlatformCallRecord.Status.ENDED) {
            analysis.put("summary", "They said hello.").put("successEvaluation", String.valueOf(call.isHuman()));
            analysis.set(
                    "structuredData",
                    call.isHuman()
                            ? WantedResult.of(call.request().at("/assistantOverrides/variableValues"))
                            : SimulatorJson.object());
        }
        return analysis;
    }

    @Override
    public Optional<JsonNode> event(PlatformCallRecord call, PlatformStep step) {
        ObjectNode message = SimulatorJson.object();
        if (step == PlatformStep.ANALYZED) {
            message.put("type", "end-of-call-report").put("endedReason", reason(call));
            times(message, call);
            message.set("artifact", artifact(call));
            message.set("analysis", analysis(call));
        } else {
            message.put("type", "status-update").put("status", status(call));
            if (call.isOver()) {
                message.put("endedReason", reason(call));
            }
        }
        message.set("call", shown(call));
        ObjectNode json = SimulatorJson.object();
        json.set("message", message);
        return Optional.of(json);
    }

    @Override
    public OnVoicemail onVoicemail(PlatformCallRecord call) {
        JsonNode overrides = call.request().path("assistantOverrides");
        if (!overrides.path("voicemailDetection").isObject()) {
            return new OnVoicemail.Talk();
        }
        String message = overrides.path("voicemailMessage").asText("");
        return message.isEmpty() ? new OnVoicemail.HangUp() : new OnVoicemail.Say(message);
    }

    @Override
    public Optional<URI> webhook(PlatformCallRecord call) {
        return Optional.of(call.request().at("/assistantOverrides/server/url").asText())
                .filter(url -> !url.isEmpty())
                .map(URI::create);
    }

    /** Vapi does not sign its posts, and sends the headers that the request for the call has set. */
    @Override
    public SignedPosts.Signing signing(PlatformCallRecord call) {
        Map<String, String> headers = new HashMap<>();
        call.request()
                .at("/assistantOverrides/server/headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return _ -> headers;
    }
}
