package io.vuelta.adapters.s3;

import io.vuelta.domain.upload.UploadUrls;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Presigned URLs and forms. A file's length, type and checksum are signed: S3 accepts only this file. */
public final class S3UploadUrls implements UploadUrls {
    static final Duration TO_UPLOAD = Duration.ofHours(1);
    private static final Duration TO_DOWNLOAD = Duration.ofMinutes(15);

    /** Headers that clients set automatically, from the URL and the body. */
    private static final List<String> SET_BY_CLIENTS = List.of("host", "content-length");

    private final S3Presigner presigner;
    private final AwsCredentialsProvider credentials;
    private final Region region;
    private final String bucket;
    private final InstantSource clock;

    /**
     * Signs for one bucket.
     *
     * @param credentials the credentials of the presigner
     * @param region the region of the presigner
     */
    public S3UploadUrls(
            S3Presigner presigner,
            AwsCredentialsProvider credentials,
            Region region,
            String bucket,
            InstantSource clock) {
        this.presigner = presigner;
        this.credentials = credentials;
        this.region = region;
        this.bucket = bucket;
        this.clock = clock;
    }

    @Override
    public Put put(String key, long size, String contentType, Optional<String> sha256) {
        SigningSession session = SigningSession.of(credentials, TO_UPLOAD, clock);
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .overrideConfiguration(session.override())
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .contentLength(size);
        sha256.ifPresent(hex -> put.checksumSHA256(base64(hex)));
        PresignedPutObjectRequest signed = presigner.presignPutObject(
                presign -> presign.signatureDuration(session.lifetime()).putObjectRequest(put.build()));
        Map<String, String> headers = new HashMap<>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!SET_BY_CLIENTS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Put("PUT", uri(signed.url()), headers, signed.expiration());
    }

    @Override
    public Form form(String key, long size, String contentType, Optional<String> sha256) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("Content-Type", contentType);
        sha256.ifPresent(hex -> fields.put("x-amz-checksum-sha256", base64(hex)));
        Instant now = clock.instant();
        SigningSession session = SigningSession.of(credentials, TO_UPLOAD, clock);
        Instant expiresAt = session.expiresAt(now).truncatedTo(ChronoUnit.MILLIS);
        PostPolicy policy = new PostPolicy(bucket, fields, size, expiresAt);
        return new Form(bucketUrl(), policy.signed(session.credentials(), region, now), expiresAt);
    }

    /** The presigner's base URL of objects, with the bucket in its host or its path. */
    private URI bucketUrl() {
        URI object = get("-").url();
        String path = object.getPath();
        return object.resolve(path.substring(0, path.length() - 1));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public Get get(String key) {
        SigningSession session = SigningSession.of(credentials, TO_DOWNLOAD, clock);
        PresignedGetObjectRequest signed = presigner.presignGetObject(presign -> presign.signatureDuration(
                        session.lifetime())
                .getObjectRequest(get -> get.bucket(bucket).key(key).overrideConfiguration(session.override())));
        return new Get(uri(signed.url()), signed.expiration());
    }

    static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the SDK signed an invalid address", e);
        }
    }
}
