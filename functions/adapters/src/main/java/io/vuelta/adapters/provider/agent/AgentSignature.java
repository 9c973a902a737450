package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The signature of both sides of the contract: {@code sha256=} and, in hex, HMAC-SHA256 keyed with the line's signing
 * secret, over the timestamp's digits, a dot, and the body's raw bytes. A GET, which has no body, signs the attempt's
 * id in its place.
 */
final class AgentSignature {
    /** The header with the signature. */
    static final String HEADER = "X-Vuelta-Signature";

    /** The header with the instant of the signing: Unix time in seconds. */
    static final String TIMESTAMP = "X-Vuelta-Timestamp";

    /** An older or a later signature is not valid: it may be a replay. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String PREFIX = "sha256=";

    private AgentSignature() {}

    static String of(String signingSecret, String timestamp, byte[] body) {
        return PREFIX
                + HexFormat.of()
                        .formatHex(
                                Signatures.hmac("HmacSHA256", signingSecret, (timestamp + ".").getBytes(UTF_8), body));
    }

    /** Whether the signature is valid. The comparison takes constant time. */
    static boolean holds(String signingSecret, String timestamp, byte[] body, String signature) {
        return Signatures.areEqual(of(signingSecret, timestamp, body), signature);
    }

    static boolean isRecent(String timestamp, Instant now) {
        if (!timestamp.matches("[0-9]{1,11}")) {
            return false;
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return apart.abs().compareTo(WINDOW) <= 0;
    }
}
