package io.vuelta.providers.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;

/** What a contact's variable {@code result} asks a conversation to bring. */
public final class WantedResult {
    private WantedResult() {}

    /** A JSON object; empty where the variable is none. */
    public static ObjectNode of(JsonNode variables) {
        try {
            return SimulatorJson.parse(variables.path("result").asText("{}")) instanceof ObjectNode object
                    ? object
                    : SimulatorJson.object();
        } catch (JsonProcessingException e) {
            return SimulatorJson.object();
        }
    }
}
