package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in a list, as an opaque text that clients send back to get the page after it or the page before it. */
public final class Cursor {
    private static final String BEFORE = "<";

    private Cursor() {}

    /** For the page that begins at this position. */
    public static String of(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** For the page that ends at this position. */
    static String ofBefore(String position) {
        return of(BEFORE + position);
    }

    /** The position at which the requested page begins. A text without this shape is refused. */
    public static Matcher at(String text, String name, Pattern shape) {
        return position(decoded(text), name, shape);
    }

    /** The position at which the requested page ends; empty if the text is the beginning of a page. */
    static Optional<Matcher> before(String text, String name, Pattern shape) {
        String decoded = decoded(text);
        return decoded.startsWith(BEFORE)
                ? Optional.of(position(decoded.substring(BEFORE.length()), name, shape))
                : Optional.empty();
    }

    private static Matcher position(String decoded, String name, Pattern shape) {
        Matcher position = shape.matcher(decoded);
        if (!position.matches()) {
            throw unusable(name);
        }
        return position;
    }

    public static ApiError unusable(String name) {
        return ApiError.invalid(name, "must be taken from an answer of this list: its next_cursor or previous_cursor");
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
