package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.Signatures;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code X-Twilio-Signature}: base64 of HMAC-SHA1, keyed with the account's auth token, over the whole URL as Twilio
 * called it and every form parameter's name and value, sorted by name. (Twilio, "Validating requests"; of ports and of
 * repeated names, Twilio's own libraries.)
 */
final class TwilioSignature {
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#]*?)(:[0-9]+)?(?=[/?#]|$)");

    private TwilioSignature() {}

    static String of(String authToken, String url, Map<String, List<String>> form) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form)
                .forEach((name, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(name).append(value)));
        return Base64.getEncoder()
                .encodeToString(
                        Signatures.hmac("HmacSHA1", authToken, signed.toString().getBytes(UTF_8)));
    }

    /**
     * Whether the signature is valid. The comparison takes constant time. Twilio may sign the URL with or without its
     * port.
     */
    static boolean holds(String authToken, String url, Map<String, List<String>> form, String signature) {
        return isOf(authToken, withPort(url), form, signature) || isOf(authToken, withoutPort(url), form, signature);
    }

    private static boolean isOf(String authToken, String url, Map<String, List<String>> form, String signature) {
        return Signatures.areEqual(of(authToken, url, form), signature);
    }

    private static String withPort(String url) {
        Matcher origin = ORIGIN.matcher(url);
        if (!origin.lookingAt() || origin.group(3) != null) {
            return url;
        }
        String port = origin.group(1).equals("https") ? ":443" : ":80";
        return origin.group() + port + url.substring(origin.end());
    }

    private static String withoutPort(String url) {
        Matcher origin = ORIGIN.matcher(url);
        return origin.lookingAt() && origin.group(3) != null
                ? origin.group(1) + "://" + origin.group(2) + url.substring(origin.end())
                : url;
    }
}
