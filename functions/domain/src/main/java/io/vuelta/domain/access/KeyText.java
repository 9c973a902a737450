package io.vuelta.domain.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.text.Sha256;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an API key, {@code vk_<id>_<secret>}. The id is in it, so that the key is found by one read; the secret
 * is 256 random bits, so that storing its plain SHA-256 is safe.
 */
final class KeyText {
    private static final Pattern TEXT = Pattern.compile("vk_([0-9a-f]{16})_[0-9A-Za-z_-]{43}");

    private KeyText() {}

    static String of(String id, String secret) {
        return "vk_" + id + "_" + secret;
    }

    /** The id in the text; empty if the text is not that of a key that was created. */
    static Optional<String> id(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    static String hash(String text) {
        return Sha256.hex(text, 32);
    }

    /** Compares two texts. The time does not depend on the position at which they differ. */
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(hash(one).getBytes(UTF_8), hash(other).getBytes(UTF_8));
    }
}
