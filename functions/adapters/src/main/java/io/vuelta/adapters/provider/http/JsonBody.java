package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON trees, as providers send and take them. */
public final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonBody() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The body of an answer: if it is not JSON, it has no fields. */
    public static JsonNode answer(@Nullable String body) {
        return object((body == null ? "" : body).getBytes(UTF_8)).orElseGet(JsonBody::object);
    }

    /** Empty if the text is no JSON object. */
    public static Optional<JsonNode> object(byte[] body) {
        return parse(body).filter(JsonNode::isObject);
    }

    /** Empty if the text is no JSON. */
    public static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value at a JSON pointer as text; empty where there is none, or a blank one. */
    public static Optional<String> text(JsonNode json, String pointer) {
        return Optional.of(json.at(pointer))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }
}
