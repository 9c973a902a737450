package io.vuelta.adapters.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code X-Hub-Signature-256}: {@code sha256=} and the hex digits of HMAC-SHA256, keyed with the app's secret, over the raw body. */
final class MetaSignature {
    private static final String SCHEME = "sha256=";

    private MetaSignature() {}

    static String of(String appSecret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(UTF_8), "HmacSHA256"));
            return SCHEME + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /** In constant time. */
    static boolean holds(String appSecret, byte[] body, String signature) {
        return MessageDigest.isEqual(of(appSecret, body).getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
