package vuelta.local.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vuelta.local.simulator.Json;
import vuelta.local.simulator.Reply;

/**
 * How a request is answered in place of what the account would say.
 *
 * @param of the requests it is for
 * @param to the number that is called; empty for any
 * @param times how many requests are answered so
 * @param acts whether what was asked for is done all the same
 * @param delay before the answer
 */
record Fault(Kind of, String to, int times, boolean acts, Duration delay, Reply reply) {

    private static final Set<String> FIELDS = Set.of(
            "request", "to", "times", "acts", "delay_ms", "cut", "status", "code", "message", "retry_after", "body");
    private static final int MOST_TIMES = 1_000_000;
    private static final int LONGEST_DELAY_MS = 600_000;

    /** What a request is for. */
    enum Kind {
        PLACE,
        LIST,
        READ,
        CHANGE;

        static Kind named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new MalformedParameter("request"));
        }
    }

    /** What cannot be used is a {@link MalformedParameter}. */
    static Fault of(JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new MalformedParameter(name);
            }
        });
        return new Fault(
                Kind.named(json.path("request").asText("place")),
                json.path("to").asText(""),
                within(json, "times", 1, 1, MOST_TIMES),
                json.path("acts").asBoolean(false),
                Duration.ofMillis(within(json, "delay_ms", 0, 0, LONGEST_DELAY_MS)),
                reply(json));
    }

    private static Reply reply(JsonNode json) {
        if (json.path("cut").asBoolean(false)) {
            return new Reply.Cut();
        }
        int status = within(json, "status", 500, 200, 599);
        Map<String, String> headers = new HashMap<>();
        if (json.has("retry_after")) {
            headers.put("Retry-After", json.path("retry_after").asText());
        }
        return json.has("body")
                ? new Reply.Text(status, json.path("body").asText(), headers)
                : new Reply.Answer(status, error(json, status), headers);
    }

    private static ObjectNode error(JsonNode json, int status) {
        String message = json.path("message").asText("as ordered");
        return json.has("code")
                ? new TwilioError(status, within(json, "code", 0, 1, 99_999), message).toJson()
                : Json.object().put("message", message).put("status", status);
    }

    private static int within(JsonNode json, String name, int absent, int least, int most) {
        JsonNode number = json.path(name);
        if (number.isMissingNode()) {
            return absent;
        }
        if (!number.isIntegralNumber() || number.longValue() < least || number.longValue() > most) {
            throw new MalformedParameter(name);
        }
        return number.intValue();
    }

    boolean isFor(Kind kind, String number) {
        return of == kind && (to.isEmpty() || to.equals(number));
    }

    Fault once() {
        return new Fault(of, to, times - 1, acts, delay, reply);
    }
}
