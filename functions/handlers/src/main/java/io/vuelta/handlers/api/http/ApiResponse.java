package io.vuelta.handlers.api.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A response of the API.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers, without the content type
 * @param body JSON
 */
public record ApiResponse(int status, Map<String, String> headers, String body) {
    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    /** A success whose body has one field: {@code name} with the shown value. */
    public static ApiResponse of(int status, String name, JsonNode shown) {
        ObjectNode body = success();
        body.set(name, shown);
        return of(status, body);
    }

    public static ApiResponse of(int status, ObjectNode body) {
        return new ApiResponse(status, Map.of(), ApiJson.write(body));
    }

    public static ObjectNode success() {
        return ApiJson.object().put("success", true);
    }

    public APIGatewayV2HTTPResponse response() {
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
