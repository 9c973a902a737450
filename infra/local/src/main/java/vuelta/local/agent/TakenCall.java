package vuelta.local.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the book: one per attempt that was taken, whether the answer arrived or not.
 *
 * @param requests how often it was asked for; more than once is an error of who asks
 * @param request the body as it came
 * @param status as an answer to a look-up tells it
 * @param changedAt when it came to that
 */
public record TakenCall(
        String id, JsonNode request, int requests, Fate fate, String status, Instant placedAt, Instant changedAt) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Seconds of a conversation with a human, and of a voicemail. */
    static final int TALK_SECONDS = 30;

    static final int VOICEMAIL_SECONDS = 12;

    public String attempt() {
        return request.path("attempt").asText();
    }

    public String to() {
        return request.path("to").asText();
    }

    boolean isOver() {
        return status.equals(fate.end());
    }

    TakenCall askedAgain() {
        return new TakenCall(id, request, requests + 1, fate, status, placedAt, changedAt);
    }

    TakenCall reached(String next, Instant at) {
        return new TakenCall(id, request, requests, fate, next, placedAt, at);
    }

    /** Who answered, once that is known. */
    @Nullable
    String answeredBy() {
        boolean answered = status.equals("in-progress") || isOver();
        return fate.isAnswered() && answered ? (fate == Fate.HUMAN ? "human" : "machine") : null;
    }

    /** What is known of it, as an event or an answer tells it. */
    ObjectNode facts(String recordings) {
        ObjectNode json = MAPPER.createObjectNode().put("attempt", attempt()).put("id", id);
        String by = answeredBy();
        if (by != null) {
            json.put("answered_by", by);
        }
        if (isOver() && fate.isAnswered()) {
            json.put("duration", fate == Fate.HUMAN ? TALK_SECONDS : VOICEMAIL_SECONDS)
                    .put("recording_url", recordings + id + ".wav");
        }
        return json.put("at", changedAt.toString());
    }

    JsonNode toJson() {
        return MAPPER.createObjectNode()
                .put("attempt", attempt())
                .put("id", id)
                .put("to", to())
                .put("from", request.path("from").asText())
                .put("requests", requests)
                .put("status", status)
                .put("placed_at", placedAt.toString());
    }
}
