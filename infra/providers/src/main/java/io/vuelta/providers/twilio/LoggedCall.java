package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log: one for each accepted request, whether or not its answer arrived.
 *
 * @param sid {@code CA} and 32 hexadecimal digits
 * @param to E.164, with +
 * @param from E.164, with +
 * @param attempt the query parameter {@code attempt} of the request's StatusCallback; null if it had none
 * @param placedAt when the request was accepted
 * @param beganAt when the dialling began; null while the call is queued, and if it was canceled there
 * @param endedAt null until the call has ended
 * @param outcome null until the call has ended
 */
public record LoggedCall(
        String sid,
        String to,
        String from,
        @Nullable String attempt,
        Instant placedAt,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable CallEnding outcome) {

    JsonNode toJson() {
        return SimulatorJson.object()
                .put("sid", sid)
                .put("to", to)
                .put("from", from)
                .put("attempt", attempt)
                .put("placed_at", SimulatorJson.iso(placedAt))
                .put("began_at", SimulatorJson.iso(beganAt))
                .put("ended_at", SimulatorJson.iso(endedAt))
                .put("outcome", outcome == null ? null : outcome.code());
    }
}
