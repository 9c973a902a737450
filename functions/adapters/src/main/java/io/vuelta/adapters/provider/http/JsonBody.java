package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON trees for requests to providers and their responses. */
public final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonBody() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The body of a response: if it is not JSON, it has no fields. */
    public static JsonNode answer(@Nullable String body) {
        return object((body == null ? "" : body).getBytes(UTF_8)).orElseGet(JsonBody::object);
    }

    /** The object; empty if the text is not a JSON object. */
    public static Optional<JsonNode> object(byte[] body) {
        return parse(body).filter(JsonNode::isObject);
    }

    /** The tree; empty if the text is not JSON. */
    public static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The value at a JSON pointer as text; empty if it is absent or blank. */
    public static Optional<String> text(JsonNode json, String pointer) {
        return Optional.of(json.at(pointer))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }
}
