package io.vuelta.adapters.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * The signed policy of a browser's form: S3 accepts only a form with exactly these fields and a file of exactly this
 * size. The SDK cannot sign forms.
 *
 * @param fields the fields that the policy requires, by their names
 * @param size the size of the file, in bytes
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST policy</a>
 */
record PostPolicy(String bucket, Map<String, String> fields, long size, Instant expiresAt) {
    private static final String MAC = "HmacSHA256";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** All fields of the form except the file, which follows them. */
    Map<String, String> signed(AwsCredentials credentials, Region region, Instant now) {
        String scope = DAY.format(now) + "/" + region.id() + "/s3/aws4_request";
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        form.put("x-amz-credential", credentials.accessKeyId() + "/" + scope);
        form.put("x-amz-date", INSTANT.format(now));
        if (credentials instanceof AwsSessionCredentials session) {
            form.put("x-amz-security-token", session.sessionToken());
        }
        String policy = Base64.getEncoder().encodeToString(json(form).getBytes(UTF_8));
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        form.put("policy", policy);
        form.put("x-amz-signature", HexFormat.of().formatHex(mac(key, policy)));
        return form;
    }

    private String json(Map<String, String> form) {
        StringBuilder json = new StringBuilder("{\"expiration\":\"")
                .append(DateTimeFormatter.ISO_INSTANT.format(expiresAt))
                .append("\",\"conditions\":[")
                .append(condition("bucket", bucket));
        form.forEach((name, value) -> json.append(',').append(condition(name, value)));
        return json.append(",[\"content-length-range\",%d,%d]]}".formatted(size, size))
                .toString();
    }

    private static String condition(String name, String value) {
        return "{\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
