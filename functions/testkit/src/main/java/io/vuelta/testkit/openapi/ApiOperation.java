package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A route of the API, as it is described.
 *
 * @param method in capitals
 * @param base what comes before {@code path} in the path of a request
 * @param path with its variables in braces
 * @param described the operation of the document
 * @param parameters with their references resolved
 */
public record ApiOperation(String method, String base, String path, JsonNode described, List<JsonNode> parameters) {
    public ApiOperation {
        parameters = List.copyOf(parameters);
    }

    public String id() {
        return described.path("operationId").asText();
    }

    /** The same words as the router's: method and path. */
    public String route() {
        return method + " " + path;
    }

    /** The parameters that are sent in this place: path, query or header. */
    public List<JsonNode> parametersIn(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .toList();
    }

    /** The schema of a body of this type; of JSON where the type is none that is described. */
    public Optional<JsonNode> requestSchema(String mediaType) {
        JsonNode content = described.path("requestBody").path("content");
        JsonNode named = content.path(content.has(mediaType) ? mediaType : "application/json");
        return Optional.of(named.path("schema")).filter(JsonNode::isObject);
    }

    /** Bodies in JSON that the description shows. */
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

    /** How many segments are variables, if the path is one of these; empty if it is not. */
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
