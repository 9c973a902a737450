package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a list, as an opaque text that clients send back to get the page after it or the page before it. The
 * text begins with a checksum of the list and the position, so a cursor of another list, and a text that was changed or
 * cut, are refused. Without it, most of them would be read as the end of the list.
 */
public final class Cursor {
    private static final String BEFORE = "<";
    private static final int CHECKSUM_BYTES = 8;

    private Cursor() {}

    /** For the page of this list that begins at this position. */
    public static String of(Query list, String position) {
        byte[] text = position.getBytes(UTF_8);
        byte[] cursor = Arrays.copyOf(checksum(list, text), CHECKSUM_BYTES + text.length);
        System.arraycopy(text, 0, cursor, CHECKSUM_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /** For the page of this list that ends at this position. */
    static String ofBefore(Query list, String position) {
        return of(list, BEFORE + position);
    }

    /** The position at which the requested page begins. A text that this list did not give is refused. */
    static Matcher at(Query list, String text, String name, Pattern shape) {
        return matched(position(list, text, name), name, shape);
    }

    /** The position at which the requested page ends; empty if the text is the beginning of a page. */
    static Optional<Matcher> before(Query list, String text, String name, Pattern shape) {
        String position = position(list, text, name);
        return position.startsWith(BEFORE)
                ? Optional.of(matched(position.substring(BEFORE.length()), name, shape))
                : Optional.empty();
    }

    private static Matcher matched(String text, String name, Pattern shape) {
        Matcher position = shape.matcher(text);
        if (!position.matches()) {
            throw unusable(name);
        }
        return position;
    }

    static ApiError unusable(String name) {
        return ApiError.invalid(
                name,
                "must be taken from an answer of this list with the same filters: its next_cursor or previous_cursor");
    }

    private static String position(Query list, String text, String name) {
        try {
            byte[] cursor = Base64.getUrlDecoder().decode(text);
            if (cursor.length > CHECKSUM_BYTES) {
                String position = new String(cursor, CHECKSUM_BYTES, cursor.length - CHECKSUM_BYTES, UTF_8);
                // The decoder ignores the last bits of some texts, so the whole text is compared.
                if (of(list, position).equals(text)) {
                    return position;
                }
            }
        } catch (IllegalArgumentException _) {
            // The text is not base64.
        }
        throw unusable(name);
    }

    private static byte[] checksum(Query list, byte[] position) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(list.identity().getBytes(UTF_8));
            return digest.digest(position);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
