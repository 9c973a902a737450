package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SimulatorJson;
import java.util.Map;

/**
 * Twilio's answer to a request that it refuses; the codes are those of twilio.com/docs/api/errors.
 *
 * @param status the HTTP status
 * @param code Twilio's own code
 */
record TwilioError(int status, int code, String message) {

    static final TwilioError NOT_AUTHENTICATED = new TwilioError(401, 20003, "Authenticate");
    static final TwilioError TOO_MANY_REQUESTS = new TwilioError(429, 20429, "Too Many Requests");
    static final TwilioError SERVER_ERROR = new TwilioError(500, 20500, "Internal Server Error");
    static final TwilioError CALL_HAS_ENDED =
            new TwilioError(400, 21220, "Call is not in-progress. Cannot change its status.");

    static TwilioError notFound(String path) {
        return new TwilioError(404, 20404, "The requested resource " + path + " was not found");
    }

    static TwilioError badRequest(int code, String message) {
        return new TwilioError(400, code, message);
    }

    Reply reply() {
        Map<String, String> headers = switch (status) {
            case 401 -> Map.of("WWW-Authenticate", "Basic realm=\"Twilio API\"");
            case 429 -> Map.of("Retry-After", "1");
            default -> Map.of();
        };
        return new Reply.Answer(status, toJson(), headers);
    }

    ObjectNode toJson() {
        return SimulatorJson.object()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
