package io.vuelta.providers.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log: one for each accepted attempt, whether or not the answer arrived.
 *
 * @param requests how often the call was requested; more than once is an error of the caller
 * @param request the body as it was received
 * @param status the status as in the answer to a look-up
 * @param changedAt when the call got this status
 * @param talked seconds from the answer to the end of the call; 0 before the end
 */
public record TakenCall(
        String id,
        JsonNode request,
        int requests,
        AgentCallScript script,
        String status,
        Instant placedAt,
        Instant changedAt,
        long talked) {
    static final String IN_PROGRESS = "in-progress";
    static final String ENDED = "ended";
    private static final Set<String> ENDS = Set.of(ENDED, "busy", "no-answer", "failed");

    public String attempt() {
        return request.path("attempt").asText();
    }

    public String to() {
        return request.path("to").asText();
    }

    static TakenCall taken(String id, JsonNode request, AgentCallScript script, Instant at) {
        return new TakenCall(id, request, 1, script, "queued", at, at, 0);
    }

    boolean isOver() {
        return ENDS.contains(status);
    }

    TakenCall askedAgain() {
        return new TakenCall(id, request, requests + 1, script, status, placedAt, changedAt, talked);
    }

    TakenCall reached(String next, Instant at) {
        boolean ends = next.equals(ENDED);
        return new TakenCall(
                id,
                request,
                requests,
                script,
                next,
                placedAt,
                at,
                ends ? script.talk().toSeconds() : 0);
    }

    /** The same call, hung up at this moment by the runtime, not by the called person. */
    TakenCall hungUp(Instant at, double speed) {
        boolean inConversation = status.equals(IN_PROGRESS);
        double seconds = Duration.between(changedAt, at).toMillis() * speed / 1_000;
        return new TakenCall(
                id,
                request,
                requests,
                script,
                inConversation ? ENDED : "failed",
                placedAt,
                at,
                inConversation ? Math.min(script.talk().toSeconds(), Math.round(Math.ceil(seconds))) : 0);
    }

    /** Who answered, once it is known. */
    @Nullable
    String answeredBy() {
        boolean answered = status.equals(IN_PROGRESS) || status.equals(ENDED);
        return answered ? (script == AgentCallScript.HUMAN ? "human" : "machine") : null;
    }

    /** The known fields of the call, as in an event or an answer. */
    ObjectNode facts(String recordings) {
        ObjectNode json = SimulatorJson.object().put("attempt", attempt()).put("id", id);
        String by = answeredBy();
        if (by != null) {
            json.put("answered_by", by);
        }
        if (status.equals(ENDED)) {
            json.put("duration", talked).put("recording_url", recordings + id + ".wav");
        }
        return json.put("at", changedAt.toString());
    }

    JsonNode toJson() {
        return SimulatorJson.object()
                .put("attempt", attempt())
                .put("id", id)
                .put("to", to())
                .put("from", request.path("from").asText())
                .put("requests", requests)
                .put("status", status)
                .put("placed_at", placedAt.toString());
    }

    ObjectNode toJournal() {
        return SimulatorJson.object()
                .put("id", id)
                .put("requests", requests)
                .put("fate", script.name())
                .put("status", status)
                .put("placed_at", placedAt.toString())
                .put("changed_at", changedAt.toString())
                .put("talked", talked)
                .set("request", request);
    }

    static TakenCall fromJournal(JsonNode line) {
        return new TakenCall(
                line.path("id").asText(),
                line.path("request"),
                line.path("requests").asInt(),
                AgentCallScript.valueOf(line.path("fate").asText()),
                line.path("status").asText(),
                Instant.parse(line.path("placed_at").asText()),
                Instant.parse(line.path("changed_at").asText()),
                line.path("talked").asLong());
    }
}
