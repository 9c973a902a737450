package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Message bodies. */
final class SqsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SqsJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The JSON as the body of a message. Characters that XML does not allow are removed, because SQS refuses them. */
    static String body(ObjectNode json) {
        return json.toString().replaceAll("[\\uFFFE\\uFFFF]|\\p{Cs}", "\uFFFD");
    }

    static JsonNode read(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the message is not JSON", e);
        }
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("the message has no text in " + field);
        }
        return value.textValue();
    }
}
