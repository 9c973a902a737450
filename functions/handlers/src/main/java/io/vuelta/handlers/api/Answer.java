package io.vuelta.handlers.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer of the API.
 *
 * @param status of HTTP
 * @param headers besides the content type
 * @param body JSON
 */
record Answer(int status, Map<String, String> headers, String body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    /** Success, with one thing to show. */
    static Answer of(int status, String name, JsonNode shown) {
        ObjectNode body = success();
        body.set(name, shown);
        return of(status, body);
    }

    static Answer of(int status, ObjectNode body) {
        return new Answer(status, Map.of(), Json.write(body));
    }

    static ObjectNode success() {
        return Json.object().put("success", true);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    APIGatewayV2HTTPResponse response() {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/json; charset=utf-8");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(all)
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }
}
