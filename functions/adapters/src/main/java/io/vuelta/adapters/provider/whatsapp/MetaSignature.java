package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.adapters.provider.http.Signatures;
import java.util.HexFormat;

/** {@code X-Hub-Signature-256}: {@code sha256=} and the hex digits of HMAC-SHA256, keyed with the app's secret, over the raw body. */
final class MetaSignature {
    private static final String SCHEME = "sha256=";

    private MetaSignature() {}

    static String of(String appSecret, byte[] body) {
        return SCHEME + HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", appSecret, body));
    }

    /** Whether the signature is valid. The comparison takes constant time. */
    static boolean holds(String appSecret, byte[] body, String signature) {
        return Signatures.areEqual(of(appSecret, body), signature);
    }
}
