package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value in the request to which an error refers: a parameter, or a value of its body in JSON. */
final class GivenValue {
    /** One step of a path: a name, or a position in a list. */
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,6})\\]");

    private static final int MAX_DIGITS = 20;

    private GivenValue() {}

    /**
     * The value as the response shows it: text is cut, and an object or a list becomes its JSON as text; empty if the
     * value is absent or null.
     */
    static Optional<JsonNode> of(Request request, String path) {
        return request.query()
                .text(path)
                .<JsonNode>map(text -> ApiJson.text(ApiJson.shown(text)))
                .or(() -> Optional.of(at(body(request), path))
                        .filter(value -> !value.isMissingNode() && !value.isNull())
                        .map(GivenValue::shown));
    }

    private static JsonNode body(Request request) {
        try {
            return ApiJson.parse(request.body());
        } catch (JsonProcessingException | ApiError _) {
            // The error for the whole body already describes this.
            return MissingNode.getInstance();
        }
    }

    private static JsonNode at(JsonNode body, String path) {
        JsonNode at = body;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            at = step.group(1) == null ? at.path(Integer.parseInt(step.group(2))) : at.path(step.group(1));
        }
        return at;
    }

    private static JsonNode shown(JsonNode value) {
        if (value.isBoolean() || isShort(value)) {
            return value;
        }
        return ApiJson.text(ApiJson.shown(value.isTextual() ? value.textValue() : value.toString()));
    }

    /** Whether the value is a number with few digits. */
    private static boolean isShort(JsonNode value) {
        return value.isNumber()
                && value.decimalValue().precision() <= MAX_DIGITS
                && Math.abs(value.decimalValue().scale()) <= MAX_DIGITS;
    }
}
