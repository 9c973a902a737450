package io.vuelta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by code of the JDK only, for tests of the signatures that the system makes and checks. */
public final class Hmac {
    private Hmac() {}

    /** HMAC-SHA256 in lower-case hexadecimal. */
    public static String sha256(String key, byte[] text) {
        return HexFormat.of().formatHex(of("HmacSHA256", key, text));
    }

    /** HMAC-SHA256 in lower-case hexadecimal. */
    public static String sha256(String key, String text) {
        return sha256(key, text.getBytes(UTF_8));
    }

    /** The signature of a form by Twilio's documentation; for forms without repeated names. */
    public static String ofTwilio(String token, String url, Map<String, String> form) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(of("HmacSHA1", token, signed.toString().getBytes(UTF_8)));
    }

    private static byte[] of(String algorithm, String key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
