package io.vuelta.providers.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;

/** The conversation's result that a contact's variable {@code result} requests. */
public final class WantedResult {
    private WantedResult() {}

    /** The JSON object of the variable; an empty object if the variable has none. */
    public static ObjectNode of(JsonNode variables) {
        try {
            return SimulatorJson.parse(variables.path("result").asText("{}")) instanceof ObjectNode object
                    ? object
                    : SimulatorJson.object();
        } catch (JsonProcessingException _) {
            return SimulatorJson.object();
        }
    }
}
