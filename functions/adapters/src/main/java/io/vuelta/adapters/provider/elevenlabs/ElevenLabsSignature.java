package io.vuelta.adapters.provider.elevenlabs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The signature of ElevenLabs' webhook requests: {@code t=<seconds>,v0=<hex>}, HMAC-SHA256 over the seconds' digits, a
 * dot and the body's raw bytes, keyed with the webhook's secret. (constructEvent of elevenlabs-js)
 */
final class ElevenLabsSignature {
    static final String HEADER = "elevenlabs-signature";

    private static final Duration WINDOW = Duration.ofMinutes(30);

    private ElevenLabsSignature() {}

    /** Whether the signature is valid. The comparison takes constant time. */
    static boolean holds(String secret, byte[] body, String header, Instant now) {
        String time = "";
        String digest = "";
        for (String part : header.split(",", -1)) {
            time = time.isEmpty() && part.startsWith("t=") ? part.substring(2) : time;
            digest = digest.isEmpty() && part.startsWith("v0=") ? part.substring(3) : digest;
        }
        if (!time.matches("[0-9]{1,11}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        String right =
                HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", secret, (time + ".").getBytes(UTF_8), body));
        return age.abs().compareTo(WINDOW) <= 0 && Signatures.areEqual(right, digest);
    }
}
