package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A described route of the API.
 *
 * @param method the HTTP method, in capitals
 * @param base the prefix before {@code path} in the path of a request
 * @param path the path, with its variables in braces
 * @param described the operation of the document
 * @param parameters the parameters, with their references resolved
 */
public record ApiOperation(String method, String base, String path, JsonNode described, List<JsonNode> parameters) {
    public ApiOperation {
        parameters = List.copyOf(parameters);
    }

    public String id() {
        return described.path("operationId").asText();
    }

    /** The route in the router's form: method and path. */
    public String route() {
        return method + " " + path;
    }

    /** The parameters of this kind: path, query or header. */
    public List<JsonNode> parametersIn(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .toList();
    }

    /** The schema of a body of this type; that of JSON if the type is not described. */
    public Optional<JsonNode> requestSchema(String mediaType) {
        JsonNode content = described.path("requestBody").path("content");
        JsonNode named = content.path(content.has(mediaType) ? mediaType : "application/json");
        return Optional.of(named.path("schema")).filter(JsonNode::isObject);
    }

    /** The examples of JSON bodies in the description. */
    public List<JsonNode> examples() {
        JsonNode json = described.path("requestBody").path("content").path("application/json");
        return json.path("examples")
                .valueStream()
                .map(example -> example.path("value"))
                .toList();
    }

    public boolean needsBody() {
        return described.path("requestBody").path("required").asBoolean();
    }

    /** The number of variables in the path if the segments match; otherwise empty. */
    Optional<Integer> variables(List<String> segments) {
        List<String> own = ApiDescription.segments(base + path);
        if (own.size() != segments.size()) {
            return Optional.empty();
        }
        int variables = 0;
        for (int at = 0; at < own.size(); at++) {
            if (isVariable(own.get(at)) && !segments.get(at).isBlank()) {
                variables++;
            } else if (!own.get(at).equals(segments.get(at))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }
}
