package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SimulatorJson;
import java.util.Map;

/**
 * Meta's answer to a request that it refuses; the codes are those of the Cloud API's error reference.
 *
 * @param status the HTTP status
 * @param code Meta's own code
 * @param subcode Meta's more specific code; 0 for none
 */
record GraphError(int status, int code, int subcode, String title, String details) {

    /** An error without a subcode. */
    GraphError(int status, int code, String title, String details) {
        this(status, code, 0, title, details);
    }

    static final GraphError NOT_AUTHENTICATED =
            new GraphError(401, 190, "Invalid OAuth access token", "the access token is missing or wrong");
    static final GraphError THROTTLED =
            new GraphError(429, 130429, "Rate limit hit", "too many messages were sent in a short time");
    static final GraphError FAILED = new GraphError(500, 131000, "Something went wrong", "the simulator failed");

    static final GraphError WINDOW_CLOSED = new GraphError(
            400, 131047, "Re-engagement message", "more than 24 hours have passed since the person last replied");

    static GraphError invalid(String details) {
        return new GraphError(400, 100, "Invalid parameter", details);
    }

    static GraphError missing(String parameter) {
        return new GraphError(400, 131008, "Required parameter is missing", parameter + " is missing");
    }

    static GraphError notFound(String path) {
        return new GraphError(
                400,
                100,
                33,
                "Unsupported request",
                "Object with ID '" + path + "' does not exist, cannot be loaded due to missing permissions, or does not"
                        + " support this operation");
    }

    Reply reply() {
        return new Reply.Answer(status, toJson(), Map.of());
    }

    ObjectNode toJson() {
        ObjectNode body = SimulatorJson.object();
        ObjectNode error = body.putObject("error")
                .put("message", "(#" + code + ") " + title)
                .put("type", subcode == 33 ? "GraphMethodException" : "OAuthException")
                .put("code", code)
                .put("fbtrace_id", "local");
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        return body;
    }
}
