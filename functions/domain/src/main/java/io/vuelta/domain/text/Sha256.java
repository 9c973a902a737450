package io.vuelta.domain.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes by SHA-256. */
public final class Sha256 {
    private Sha256() {}

    /** A hash that is computed piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static byte[] of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The first bytes of the text's hash, as lower-case hex digits. */
    public static String hex(String text, int bytes) {
        return HexFormat.of().formatHex(of(text.getBytes(UTF_8)), 0, bytes);
    }
}
