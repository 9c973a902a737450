package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log: one for each accepted request, whether or not its answer arrived.
 *
 * @param id the wamid
 * @param to E.164, with +
 * @param attempt the request's biz_opaque_callback_data; null if it had none
 * @param template the template's name; empty for a text message
 * @param body the parameters of the template's body, as they were sent; for a text message, the text
 * @param acceptedAt when the request was accepted
 * @param outcome the person's final reaction
 * @param reported what has been reported by callback so far, in the order of the events; lost callbacks are not in it
 */
public record LoggedMessage(
        String id,
        String to,
        String template,
        @Nullable String attempt,
        List<String> body,
        Instant acceptedAt,
        MessageEnding outcome,
        List<String> reported) {

    public LoggedMessage {
        body = List.copyOf(body);
        reported = List.copyOf(reported);
    }

    JsonNode toJson() {
        ObjectNode json = SimulatorJson.object()
                .put("id", id)
                .put("to", to)
                .put("template", template)
                .put("attempt", attempt)
                .put("accepted_at", SimulatorJson.iso(acceptedAt))
                .put("outcome", outcome.code());
        body.forEach(json.putArray("body")::add);
        reported.forEach(json.putArray("told")::add);
        return json;
    }
}
