package io.vuelta.adapters.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON trees. */
final class MetaJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MetaJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Of an answer: what is no JSON has nothing in it. */
    static JsonNode answer(@Nullable String body) {
        return object((body == null ? "" : body).getBytes(StandardCharsets.UTF_8))
                .orElseGet(MetaJson::object);
    }

    /** Empty for what is no JSON object. */
    static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> text(JsonNode json, String pointer) {
        return Optional.of(json.at(pointer))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }
}
