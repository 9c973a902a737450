package io.vuelta.cloud.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The response to the client. */
final class HttpAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    private HttpAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** A response without a body and without own headers. */
    static HttpAnswer empty(int status) {
        return new HttpAnswer(status, List.of(), new byte[0]);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    static HttpAnswer message(int status, String message) {
        return json(status, JSON.createObjectNode().put("message", message).toString());
    }

    private static HttpAnswer json(int status, String body) {
        return new HttpAnswer(
                status, List.of(Map.entry("Content-Type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Converts a function's answer as an HTTP API does: an object with a statusCode is a whole response, anything else
     * is the body of a response.
     */
    static HttpAnswer of(String payload) {
        JsonNode answer;
        try {
            answer = JSON.readTree(payload);
        } catch (IOException _) {
            return message(500, "Internal Server Error");
        }
        if (!answer.has("statusCode")) {
            return json(200, answer.isTextual() ? answer.asText() : payload);
        }
        int status = answer.path("statusCode").asInt();
        if (status < 100 || status > 599) {
            return message(500, "Internal Server Error");
        }
        try {
            return new HttpAnswer(status, headers(answer), body(answer));
        } catch (IllegalArgumentException _) {
            return message(500, "Internal Server Error");
        }
    }

    private static byte[] body(JsonNode answer) {
        String text = answer.path("body").asText("");
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Map.Entry<String, String>> headers(JsonNode answer) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        answer.path("headers").forEachEntry((name, value) -> headers.add(Map.entry(name, value.asText())));
        answer.path("multiValueHeaders")
                .forEachEntry((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value.asText()))));
        answer.path("cookies").forEach(cookie -> headers.add(Map.entry("Set-Cookie", cookie.asText())));
        if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"))) {
            headers.add(Map.entry("Content-Type", "text/plain;charset=UTF-8"));
        }
        return headers;
    }

    void putHeaders(Headers target) {
        for (var header : headers) {
            // The server computes this header.
            if (!header.getKey().equalsIgnoreCase("Content-Length")) {
                target.add(header.getKey(), header.getValue());
            }
        }
    }
}
