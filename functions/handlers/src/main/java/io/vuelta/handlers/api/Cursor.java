package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a list goes on, as text that clients hand back without looking into it. */
final class Cursor {
    private Cursor() {}

    static String of(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** The position in a parameter, if it is there; refused unless it has this shape. */
    static Optional<Matcher> read(Query query, String name, Pattern shape) {
        return query.text(name).map(text -> {
            Matcher position = shape.matcher(decoded(text));
            if (!position.matches()) {
                throw unusable(name);
            }
            return position;
        });
    }

    static ApiError unusable(String name) {
        return ApiError.invalid(name, "must be taken from the answer that showed the page before");
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
