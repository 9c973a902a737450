package io.vuelta.testkit.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the errors of an exchange by the API's description: each response must be valid, and each accepted request. */
public final class ApiJudge {
    /** The statuses of responses to requests that are not described. */
    private static final Map<Integer, String> ELSEWHERE = Map.of(
            401,
            "Unauthorized",
            404,
            "NotFound",
            405,
            "MethodNotAllowed",
            429,
            "TooManyRequests",
            500,
            "InternalError",
            503,
            "Busy");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ApiDescription description;

    public ApiJudge(ApiDescription description) {
        this.description = description;
    }

    /** The errors, each with the route and the place in the body; empty if the exchange matches the description. */
    public List<String> faults(HttpExchange exchange) {
        Optional<ApiOperation> operation = description.find(exchange.method(), exchange.path());
        Faults faults = new Faults(operation.map(ApiOperation::route).orElse(exchange.method() + " " + exchange.path())
                + " → " + exchange.answer().status());
        JsonNode response = operation
                .map(known -> known.described()
                        .path("responses")
                        .path(String.valueOf(exchange.answer().status())))
                .orElseGet(() -> elsewhere(exchange.answer().status()));
        if (response.isMissingNode()) {
            faults.add("is not described: " + exchange.answer().body());
            return faults.list;
        }
        answer(description.resolved(response), exchange.answer(), faults);
        if (operation.isPresent() && exchange.answer().isSuccess()) {
            request(operation.get(), exchange, faults);
        }
        return faults.list;
    }

    private JsonNode elsewhere(int status) {
        String name = ELSEWHERE.get(status);
        JsonNode responses = description.document().path("components").path("responses");
        return responses.path(name == null ? "" : name);
    }

    private void answer(JsonNode response, HttpExchange.Answer answer, Faults faults) {
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (!answer.header("content-type").orElse("").equals("application/json; charset=utf-8")) {
            faults.add("has another content type than JSON in UTF-8: " + answer.header("content-type"));
        }
        try {
            description.faults(schema, JSON.readTree(answer.body())).forEach(fault -> faults.add("answer: " + fault));
        } catch (JsonProcessingException _) {
            faults.add("answer: is not JSON: " + answer.body());
        }
        response.path("headers").properties().forEach(header -> {
            boolean required =
                    description.resolved(header.getValue()).path("required").asBoolean();
            if (required && answer.header(header.getKey()).isEmpty()) {
                faults.add("lacks the header " + header.getKey());
            }
        });
        Set<String> known = new HashSet<>();
        response.path("headers").fieldNames().forEachRemaining(name -> known.add(name.toLowerCase(Locale.ROOT)));
        answer.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !known.contains(name) && !name.equals("content-type"))
                .forEach(name -> faults.add("has a header that is not described: " + name));
    }

    private void request(ApiOperation operation, HttpExchange exchange, Faults faults) {
        query(operation, exchange, faults);
        operation
                .parametersIn("header")
                .forEach(parameter -> exchange.header(parameter.path("name").asText())
                        .ifPresent(value -> text(parameter, value, faults)));
        Optional<JsonNode> schema = operation.requestSchema(exchange.mediaType());
        String body = exchange.body();
        if (schema.isEmpty() || schema.get().path("type").asText().equals("string")) {
            return;
        }
        if (body == null || body.isBlank()) {
            if (operation.needsBody()) {
                faults.add("request: has no body, and was done");
            }
            return;
        }
        try {
            // As bytes, because a byte order mark is not a part of the text.
            JsonNode json = JSON.readTree(body.getBytes(UTF_8));
            description.faults(schema.get(), json).forEach(fault -> faults.add("request: " + fault));
        } catch (IOException _) {
            faults.add("request: is not JSON, and was done");
        }
    }

    /** Checks the query. If no parameter is described, all are ignored. */
    private void query(ApiOperation operation, HttpExchange exchange, Faults faults) {
        Map<String, JsonNode> known = operation.parametersIn("query").stream()
                .collect(Collectors.toMap(parameter -> parameter.path("name").asText(), parameter -> parameter));
        exchange.query().forEach((name, value) -> {
            JsonNode parameter = known.get(name);
            if (parameter != null && !value.isBlank()) {
                text(parameter, value, faults);
            } else if (parameter == null && !known.isEmpty()) {
                faults.add("request: the parameter " + name + " is not described, and was taken");
            }
        });
    }

    private void text(JsonNode parameter, String value, Faults faults) {
        JsonNode schema = parameter.path("schema");
        boolean integer = schema.path("type").asText().equals("integer") && value.matches("[0-9]{1,9}");
        JsonNode node = integer
                ? JsonNodeFactory.instance.numberNode(Integer.parseInt(value))
                : JsonNodeFactory.instance.textNode(value);
        description
                .faults(schema, node)
                .forEach(
                        fault -> faults.add("request: " + parameter.path("name").asText() + " " + fault));
    }

    /** The errors, in the order in which they are found. */
    private static final class Faults {
        private final String where;
        private final List<String> list = new ArrayList<>();

        Faults(String where) {
            this.where = where;
        }

        void add(String fault) {
            list.add(where + ": " + fault);
        }
    }
}
