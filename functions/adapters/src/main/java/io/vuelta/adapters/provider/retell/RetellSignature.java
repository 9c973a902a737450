package io.vuelta.adapters.provider.retell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature of Retell's webhook requests: {@code v=<milliseconds>,d=<hex>}, HMAC-SHA256 over the body's raw bytes
 * and the digits of the milliseconds, keyed with an API key of the account. (webhook_auth of retell-sdk)
 */
final class RetellSignature {
    static final String HEADER = "x-retell-signature";

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern FORM = Pattern.compile("v=([0-9]{1,15}),d=([0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

    private RetellSignature() {}

    /** Whether the signature is valid. The comparison takes constant time. */
    static boolean holds(String apiKey, byte[] body, String signature, Instant now) {
        Matcher parts = FORM.matcher(signature);
        if (!parts.matches()) {
            return false;
        }
        Instant signed = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        String digest = HexFormat.of()
                .formatHex(Signatures.hmac(
                        "HmacSHA256", apiKey, body, parts.group(1).getBytes(UTF_8)));
        return Duration.between(signed, now).abs().compareTo(WINDOW) <= 0
                && Signatures.areEqual(digest, parts.group(2).toLowerCase(Locale.ROOT));
    }
}
