package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log: one per accepted request, whether its answer arrived or not.
 *
 * @param id the wamid
 * @param to E.164, with +
 * @param attempt its biz_opaque_callback_data; null if it had none
 * @param template its name; empty of a text
 * @param body its body parameters, as they were sent; of a text, that
 * @param acceptedAt when the request was accepted
 * @param outcome what the person makes of it in the end
 * @param told what has been told of it by callback so far, in the order of happening; what was lost is not in it
 */
public record LoggedMessage(
        String id,
        String to,
        String template,
        @Nullable String attempt,
        List<String> body,
        Instant acceptedAt,
        MessageEnding outcome,
        List<String> told) {

    public LoggedMessage {
        body = List.copyOf(body);
        told = List.copyOf(told);
    }

    JsonNode toJson() {
        ObjectNode json = SimulatorJson.object()
                .put("id", id)
                .put("to", to)
                .put("template", template)
                .put("attempt", attempt)
                .put("accepted_at", SimulatorJson.iso(acceptedAt))
                .put("outcome", outcome.word());
        body.forEach(json.putArray("body")::add);
        told.forEach(json.putArray("told")::add);
        return json;
    }
}
