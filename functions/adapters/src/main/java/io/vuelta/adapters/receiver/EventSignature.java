package io.vuelta.adapters.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.event.Endpoint;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signatures of bodies. Ours: {@code Vuelta-Signature: t=<Unix time>,v1=<hex>}, HMAC-SHA256 over the time's digits,
 * a dot and the body, with one {@code v1} for each valid secret. Altur's: {@code X-Altur-Signature}, HMAC-SHA256 over
 * the body, in Base64, keyed with the bytes of the Base64-decoded secret.
 */
final class EventSignature {
    private EventSignature() {}

    /** The signature header, as a line. */
    static String header(Endpoint endpoint, byte[] body, Instant now) {
        List<String> secrets = endpoint.secrets().valid(now);
        return switch (endpoint.format()) {
            case VUELTA -> {
                String time = Long.toString(now.getEpochSecond());
                yield secrets.stream()
                        .map(secret -> hmac(secret.getBytes(UTF_8), (time + ".").getBytes(UTF_8), body))
                        .map(mac -> "v1=" + HexFormat.of().formatHex(mac))
                        .collect(Collectors.joining(",", "Vuelta-Signature: t=" + time + ",", ""));
            }
            // It can contain only one signature: that of the oldest valid secret, which the receiver certainly has.
            case ALTUR ->
                "X-Altur-Signature: "
                        + Base64.getEncoder()
                                .encodeToString(hmac(Base64.getDecoder().decode(secrets.getLast()), new byte[0], body));
        };
    }

    private static byte[] hmac(byte[] key, byte[] before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
