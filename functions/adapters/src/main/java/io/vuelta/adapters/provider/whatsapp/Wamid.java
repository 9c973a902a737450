package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Optional;

/**
 * The id of a message at WhatsApp. After {@code wamid.} it contains, in Base64, the recipient's number with its length
 * before it, and other data. Meta does not guarantee this, so the number is only used for a look-up, and only if a
 * reply contains nothing else than the id of the message that it answers.
 */
final class Wamid {
    private static final String PREFIX = "wamid.";
    private static final int MIN_DIGITS = 8;
    private static final int MAX_DIGITS = 15;

    private Wamid() {}

    /** The digits of the recipient's number, without +; empty if there are none. */
    static Optional<String> recipient(String id) {
        if (!id.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(id.substring(PREFIX.length()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        for (int at = 0; at < bytes.length; at++) {
            int length = bytes[at];
            if (length >= MIN_DIGITS && length <= MAX_DIGITS && at + length < bytes.length) {
                String digits = new String(bytes, at + 1, length, ISO_8859_1);
                if (digits.matches("[1-9][0-9]+")) {
                    return Optional.of(digits);
                }
            }
        }
        return Optional.empty();
    }
}
