package io.vuelta.adapters.provider.retell;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.platform.Platform.PlatformPlacement;
import io.vuelta.domain.reason.TimelineCode;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The meaning of Retell's answers to a request for a call. Retell has no error codes: a refusal is a status and a
 * sentence that names the invalid field.
 */
final class RetellErrors {
    private RetellErrors() {}

    static PlatformPlacement of(int status, JsonNode body) {
        if (status / 100 == 2) {
            return new PlatformPlacement.Taken(body.path("call_id").asText(""));
        }
        String code = TimelineCode.RETELL.withDetail(status);
        boolean refused = status == 400 || status == 422;
        return refused && isOfLine(message(body))
                ? new PlatformPlacement.LineRefused(code)
                : PlatformPlacement.of(status, code);
    }

    private static String message(JsonNode body) {
        return (body.path("message").asText("") + " "
                        + body.path("error_message").asText(""))
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isOfLine(String message) {
        return Stream.of("from_number", "from number", "override_agent", "agent_override", "outbound agent", "api key")
                .anyMatch(message::contains);
    }
}
