package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a list goes on, as text that clients hand back without looking into it. */
public final class Cursor {
    private Cursor() {}

    public static String of(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** The position in a parameter, if it is there; refused unless it has this shape. */
    public static Optional<Matcher> read(Query query, String name, Pattern shape) {
        return query.text(name).map(text -> {
            Matcher position = shape.matcher(decoded(text));
            if (!position.matches()) {
                throw unusable(name);
            }
            return position;
        });
    }

    public static ApiError unusable(String name) {
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
