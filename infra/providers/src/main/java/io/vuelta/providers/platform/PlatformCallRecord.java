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
 * @param status the present status of the call
 * @param talked seconds from the answer to the end of the call
 * @param analyzed whether the platform has analysed the conversation
 * @param leftMessage the text that was spoken to a machine after its beep; null for none
 */
public record PlatformCallRecord(
        Placement placement,
        Status status,
        Times times,
        long talked,
        boolean analyzed,
        @Nullable String leftMessage) {
    /**
     * The request of a call, which does not change.
     *
     * @param request the body as it was received
     */
    public record Placement(
            String id,
            String attempt,
            String to,
            String from,
            JsonNode request,
            AgentCallScript script,
            Instant placedAt) {}

    /**
     * When the call changed its status.
     *
     * @param answeredAt null if it was not answered
     * @param endedAt null while it is not over
     */
    public record Times(
            @Nullable Instant answeredAt, @Nullable Instant endedAt) {}

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

    static PlatformCallRecord queued(Placement placement) {
        return new PlatformCallRecord(placement, Status.QUEUED, new Times(null, null), 0, false, null);
    }

    public String id() {
        return placement.id();
    }

    public String attempt() {
        return placement.attempt();
    }

    public String to() {
        return placement.to();
    }

    public JsonNode request() {
        return placement.request();
    }

    public @Nullable Instant answeredAt() {
        return times.answeredAt();
    }

    public @Nullable Instant endedAt() {
        return times.endedAt();
    }

    public boolean isOver() {
        return status.isOver();
    }

    public boolean isHuman() {
        return placement.script() == AgentCallScript.HUMAN;
    }

    PlatformCallRecord at(Status next, Instant now) {
        Instant answered = next == Status.IN_PROGRESS && answeredAt() == null ? now : answeredAt();
        Times at = new Times(answered, next.isOver() ? now : null);
        return new PlatformCallRecord(placement, next, at, talked, analyzed, leftMessage);
    }

    PlatformCallRecord talked(Duration time) {
        return new PlatformCallRecord(placement, status, times, time.toSeconds(), analyzed, leftMessage);
    }

    PlatformCallRecord leaving(String message) {
        return new PlatformCallRecord(placement, status, times, talked, analyzed, message);
    }

    PlatformCallRecord inAnalysis() {
        return new PlatformCallRecord(placement, status, times, talked, true, leftMessage);
    }

    ObjectNode toJson() {
        return SimulatorJson.object()
                .put("id", id())
                .put("attempt", attempt())
                .put("to", to())
                .put("from", placement.from())
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("placed_at", placement.placedAt().toString())
                .put("talked", talked)
                .put("left_message", leftMessage);
    }

    ObjectNode toJournal() {
        ObjectNode json = SimulatorJson.object()
                .put("id", id())
                .put("attempt", attempt())
                .put("to", to())
                .put("from", placement.from())
                .put("script", placement.script().name())
                .put("status", status.name())
                .put("placed_at", placement.placedAt().toString())
                .put("answered_at", text(answeredAt()))
                .put("ended_at", text(endedAt()))
                .put("talked", talked)
                .put("analyzed", analyzed)
                .put("left_message", leftMessage);
        json.set("request", request());
        return json;
    }

    static PlatformCallRecord fromJournal(JsonNode line) {
        return new PlatformCallRecord(
                new Placement(
                        line.path("id").asText(),
                        line.path("attempt").asText(),
                        line.path("to").asText(),
                        line.path("from").asText(),
                        line.path("request"),
                        AgentCallScript.valueOf(line.path("script").asText()),
                        Instant.parse(line.path("placed_at").asText())),
                Status.valueOf(line.path("status").asText()),
                new Times(instant(line.path("answered_at")), instant(line.path("ended_at"))),
                line.path("talked").asLong(),
                line.path("analyzed").asBoolean(),
                line.path("left_message").textValue());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.textValue()) : null;
    }
}
