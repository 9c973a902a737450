package io.vuelta.providers.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The contract's signature as a runtime computes it. It shares no code with the adapter, so that an error in one is
 * detected by the other.
 */
record Signature(String signingSecret) {
    static final String HEADER = "X-Vuelta-Signature";
    static final String TIMESTAMP = "X-Vuelta-Timestamp";
    private static final Duration WINDOW = Duration.ofMinutes(5);

    String of(String timestamp, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingSecret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(timestamp.getBytes(UTF_8));
            mac.update((byte) '.');
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    boolean holds(@Nullable String timestamp, byte[] content, @Nullable String signature, Instant now) {
        if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,11}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(WINDOW) <= 0
                && MessageDigest.isEqual(of(timestamp, content).getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
