package io.vuelta.adapters.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes and compares signatures. */
public final class Signatures {
    private Signatures() {}

    /**
     * The bytes of an HMAC.
     *
     * @param algorithm one that every JDK has, e.g. {@code HmacSHA256}
     * @param signed the signed parts, in their order
     */
    public static byte[] hmac(String algorithm, String key, byte[]... signed) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            for (byte[] part : signed) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** Compares two signatures in constant time. */
    public static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
