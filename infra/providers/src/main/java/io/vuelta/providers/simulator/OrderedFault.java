package io.vuelta.providers.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An answer that replaces the account's own.
 *
 * @param request the kind of request, by the simulator's own names
 * @param to the number of the request; empty for any
 * @param times how many requests get this answer
 * @param until the time, by {@link System#nanoTime}, until which all requests get this answer; empty to use {@code
 *     times}
 * @param acts whether the request is carried out anyway
 * @param delay before the answer
 */
record OrderedFault(
        String request, String to, int times, OptionalLong until, boolean acts, Duration delay, Reply reply) {

    private static final Set<String> FIELDS = Set.of(
            "request",
            "to",
            "times",
            "for_ms",
            "acts",
            "delay_ms",
            "cut",
            "status",
            "code",
            "message",
            "retry_after",
            "body");
    private static final int MAX_TIMES = 1_000_000;
    private static final int MAX_DELAY_MS = 600_000;
    private static final int MAX_TIME_MS = 86_400_000;
    private static final int MAX_CODE = 9_999_999;

    /** Throws an IllegalArgumentException that names an unusable field; its message may be shown. */
    static OrderedFault of(JsonNode json, List<String> requests, OrderedFaults.Errors errors) {
        json.fieldNames().forEachRemaining(name -> require(FIELDS.contains(name), name));
        String request = json.path("request").asText(requests.getFirst());
        require(requests.contains(request), "request");
        OptionalLong until = json.has("for_ms")
                ? OptionalLong.of(System.nanoTime() + 1_000_000L * within(json, "for_ms", 0, 1, MAX_TIME_MS))
                : OptionalLong.empty();
        return new OrderedFault(
                request,
                json.path("to").asText(""),
                within(json, "times", until.isPresent() ? MAX_TIMES : 1, 1, MAX_TIMES),
                until,
                json.path("acts").asBoolean(false),
                Duration.ofMillis(within(json, "delay_ms", 0, 0, MAX_DELAY_MS)),
                reply(json, errors));
    }

    private static Reply reply(JsonNode json, OrderedFaults.Errors errors) {
        if (json.path("cut").asBoolean(false)) {
            return new Reply.Cut();
        }
        int status = within(json, "status", 500, 200, 599);
        Map<String, String> headers = new HashMap<>();
        if (json.has("retry_after")) {
            headers.put("Retry-After", json.path("retry_after").asText());
        }
        if (json.has("body")) {
            return new Reply.Text(status, json.path("body").asText(), headers);
        }
        String message = json.path("message").asText("as ordered");
        JsonNode body = json.has("code")
                ? errors.of(status, within(json, "code", 0, 0, MAX_CODE), message)
                : SimulatorJson.object().put("message", message).put("status", status);
        return new Reply.Answer(status, body, headers);
    }

    static int within(JsonNode json, String name, int absent, int least, int most) {
        JsonNode number = json.path(name);
        if (number.isMissingNode()) {
            return absent;
        }
        require(number.isIntegralNumber() && number.longValue() >= least && number.longValue() <= most, name);
        return number.intValue();
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid '" + name + "'");
        }
    }

    boolean isFor(String what, String number) {
        return request.equals(what) && (to.isEmpty() || to.equals(number));
    }

    OrderedFault once() {
        return new OrderedFault(request, to, times - 1, until, acts, delay, reply);
    }

    boolean isOver() {
        return times == 0 || (until.isPresent() && System.nanoTime() - until.getAsLong() >= 0);
    }
}
