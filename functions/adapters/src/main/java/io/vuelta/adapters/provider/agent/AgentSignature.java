package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * How both sides of the contract sign: {@code sha256=} and, in hex, HMAC-SHA256 keyed with the line's signing secret, over
 * the timestamp's digits, a dot, and the body's raw bytes. A GET, which has no body, is signed over the attempt that it asks
 * after.
 */
final class AgentSignature {
    /** The header with the signature. */
    static final String HEADER = "X-Vuelta-Signature";

    /** The header with the instant of the signing: Unix time in seconds. */
    static final String TIMESTAMP = "X-Vuelta-Timestamp";

    /** What was signed longer ago than this, or as far ahead, does not hold: it may be a replay. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String PREFIX = "sha256=";

    private AgentSignature() {}

    static String of(String signingSecret, String timestamp, byte[] body) {
        return PREFIX
                + HexFormat.of()
                        .formatHex(
                                Signatures.hmac("HmacSHA256", signingSecret, (timestamp + ".").getBytes(UTF_8), body));
    }

    /** In constant time. */
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
