package vuelta.local.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API, read from HTTP.
 *
 * @param path parts of the path, decoded
 * @param query parameters, decoded; of one given twice the last
 * @param body empty if the request had none
 */
record ApiRequest(String method, List<String> path, Map<String, String> query, ObjectNode body) {
    /** Far above the service's own limits, far below what would hurt. */
    private static final int LONGEST_BODY = 1 << 20;

    static ApiRequest read(HttpExchange exchange) throws IOException {
        String rawQuery = exchange.getRequestURI().getRawQuery();
        String path = exchange.getRequestURI().getPath();
        return new ApiRequest(
                exchange.getRequestMethod(),
                List.of(path.substring(Math.min(1, path.length())).split("/", -1)),
                parameters(rawQuery == null ? "" : rawQuery),
                body(exchange));
    }

    private static Map<String, String> parameters(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw RequestRefused.invalid("Body", "must be at most " + LONGEST_BODY + " bytes long");
        }
        if (bytes.length == 0) {
            return WireFormat.JSON.createObjectNode();
        }
        try {
            if (WireFormat.JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw RequestRefused.invalid("Body", "must be JSON (" + e.getOriginalMessage() + ")");
        }
        throw RequestRefused.invalid("Body", "must be a JSON object");
    }

    /** Refuses parameters that the operation does not know. */
    ApiRequest withQueryOf(String... known) {
        Set<String> names = Set.of(known);
        for (String name : query.keySet()) {
            if (!names.contains(name)) {
                throw RequestRefused.unsupported("Query parameter " + name);
            }
        }
        return this;
    }

    @Nullable
    String query(String name) {
        return query.get(name);
    }

    /** Takes a text out of the body. */
    @Nullable
    String take(String field) {
        JsonNode value = body.remove(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw RequestRefused.invalid(field, "must be a string");
        }
        return value.textValue();
    }

    /** Refuses whatever has not been taken out of the body. */
    void checkBodyIsTaken() {
        if (!body.isEmpty()) {
            throw RequestRefused.unsupported(body.fieldNames().next());
        }
    }
}
