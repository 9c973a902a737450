package io.vuelta.handlers.api.http;

import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;

/** The number in a path: with its country code, its plus sign as it is, encoded, or left out. */
public final class PathNumber {
    /** Numbers here have their country code; the reader wants to know a country all the same. */
    private static final String ANY_REGION = "MX";

    private PathNumber() {}

    /** The path's {@code {number}}; throws an {@link ApiError} if it is none. */
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
