package io.vuelta.providers.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log: one for each accepted request, whether or not its answer arrived.
 *
 * @param request the body as it was received
 * @param status the present status of the call
 * @param answeredAt null if it was not answered
 * @param endedAt null while it is not over
 * @param talked seconds from the answer to the end of the call
 * @param analyzed whether the platform has analysed the conversation
 * @param leftMessage the text that was spoken to a machine after its beep; null for none
 */
public record PlatformCallRecord(
        String id,
        String attempt,
        String to,
        String from,
        JsonNode request,
        AgentCallScript script,
        Status status,
        Instant placedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        long talked,
        boolean analyzed,
        @Nullable String leftMessage) {
    /** The status of a call. */
    public enum Status {
        QUEUED,
        RINGING,
        IN_PROGRESS,
        ENDED,
        BUSY,
        NO_ANSWER,
        FAILED,
        /** The call was hung up before an answer. */
        HUNG_UP,
        /** The platform had no free place, and did not dial. */
        NO_PLACE;

        public boolean isOver() {
            return compareTo(ENDED) >= 0;
        }
    }

    public boolean isOver() {
        return status.isOver();
    }

    public boolean isHuman() {
        return script == AgentCallScript.HUMAN;
    }

    PlatformCallRecord at(Status next, Instant now) {
        boolean answered = next == Status.IN_PROGRESS && answeredAt == null;
        return new PlatformCallRecord(
                id,
                attempt,
                to,
                from,
                request,
                script,
                next,
                placedAt,
                answered ? now : answeredAt,
                next.isOver() ? now : null,
                talked,
                analyzed,
                leftMessage);
    }

    PlatformCallRecord talked(Duration time) {
        return new PlatformCallRecord(
                id,
                attempt,
                to,
                from,
                request,
                script,
                status,
                placedAt,
                answeredAt,
                endedAt,
                time.toSeconds(),
                analyzed,
                leftMessage);
    }

    PlatformCallRecord leaving(String message) {
        return new PlatformCallRecord(
                id,
                attempt,
                to,
                from,
                request,
                script,
                status,
                placedAt,
                answeredAt,
                endedAt,
                talked,
                analyzed,
                message);
    }

    PlatformCallRecord inAnalysis() {
        return new PlatformCallRecord(
                id,
                attempt,
                to,
                from,
                request,
                script,
                status,
                placedAt,
                answeredAt,
                endedAt,
                talked,
                true,
                leftMessage);
    }

    ObjectNode toJson() {
        return SimulatorJson.object()
                .put("id", id)
                .put("attempt", attempt)
                .put("to", to)
                .put("from", from)
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("placed_at", placedAt.toString())
                .put("talked", talked)
                .put("left_message", leftMessage);
    }

    ObjectNode toJournal() {
        ObjectNode json = SimulatorJson.object()
                .put("id", id)
                .put("attempt", attempt)
                .put("to", to)
                .put("from", from)
                .put("script", script.name())
                .put("status", status.name())
                .put("placed_at", placedAt.toString())
                .put("answered_at", answeredAt == null ? null : answeredAt.toString())
                .put("ended_at", endedAt == null ? null : endedAt.toString())
                .put("talked", talked)
                .put("analyzed", analyzed)
                .put("left_message", leftMessage);
        json.set("request", request);
        return json;
    }

    static PlatformCallRecord fromJournal(JsonNode line) {
        return new PlatformCallRecord(
                line.path("id").asText(),
                line.path("attempt").asText(),
                line.path("to").asText(),
                line.path("from").asText(),
                line.path("request"),
                AgentCallScript.valueOf(line.path("script").asText()),
                Status.valueOf(line.path("status").asText()),
                Instant.parse(line.path("placed_at").asText()),
                instant(line.path("answered_at")),
                instant(line.path("ended_at")),
                line.path("talked").asLong(),
                line.path("analyzed").asBoolean(),
                line.path("left_message").textValue());
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.textValue()) : null;
    }
}
