package io.vuelta.adapters.provider.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.platform.Platform.PlatformPlacement;
import io.vuelta.adapters.provider.platform.PlatformValues;
import io.vuelta.domain.reason.TimelineCode;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The meaning of Vapi's answers to a request for a call. Vapi has no error codes: a refusal is a status and one or more
 * sentences that name the invalid fields.
 */
final class VapiErrors {
    private VapiErrors() {}

    static PlatformPlacement of(int status, JsonNode body) {
        if (status / 100 == 2) {
            return new PlatformPlacement.Taken(body.path("id").asText(""));
        }
        String code = TimelineCode.VAPI.withDetail(status);
        String message = PlatformValues.text(body.path("message")).orElse("").toLowerCase(Locale.ROOT);
        if (status == 408) {
            return PlatformPlacement.of(status, code);
        }
        if (message.contains("concurrency")) {
            return new PlatformPlacement.Throttled("VAPI_CONCURRENCY_LIMIT_REACHED");
        }
        return status == 400 && isOfLine(message)
                ? new PlatformPlacement.LineRefused(code)
                : PlatformPlacement.of(status, code);
    }

    private static boolean isOfLine(String message) {
        return Stream.of("assistant", "phonenumberid", "phone number id", "credential", "credit", "wallet", "daily")
                .anyMatch(message::contains);
    }
}
