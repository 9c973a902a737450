package io.vuelta.handlers.api.http;

import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;

/** The phone number in a path. It has its country code; its plus sign may be literal, percent-encoded or omitted. */
public final class PathNumber {
    /** The parser requires a country, although numbers in paths always have their country code. */
    private static final String ANY_REGION = "MX";

    private PathNumber() {}

    /** The number in the path's variable {@code {number}}; throws an {@link ApiError} if it is not a phone number. */
    public static PhoneNumber of(Request request, NumberReader numbers) {
        String text = request.variable("number").strip();
        String bare = text.regionMatches(true, 0, "%2B", 0, 3) ? text.substring(3) : text;
        String international = bare.startsWith("+") ? bare : "+" + bare;
        return numbers.read(international, ANY_REGION)
                .canonical()
                .orElseThrow(() -> ApiError.invalid(
                        "number", "in the path must have its country code, e.g. %2B525555551234 or 525555551234"));
    }
}
