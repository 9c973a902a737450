package vuelta.adapters.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import vuelta.domain.upload.UploadUrls;

/** Presigned addresses. A PUT's length, type and checksum are signed: S3 takes that very file and no other. */
public final class S3UploadUrls implements UploadUrls {
    private static final Duration TO_UPLOAD = Duration.ofHours(1);
    private static final Duration TO_DOWNLOAD = Duration.ofMinutes(15);

    /** Clients set these by themselves, from the address and the body. */
    private static final List<String> SET_BY_CLIENTS = List.of("host", "content-length");

    private final S3Presigner presigner;
    private final String bucket;

    public S3UploadUrls(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    @Override
    public Put put(String key, long size, String contentType, Optional<String> sha256) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .contentLength(size);
        sha256.ifPresent(hex -> put.checksumSHA256(
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))));
        PresignedPutObjectRequest signed = presigner.presignPutObject(
                presign -> presign.signatureDuration(TO_UPLOAD).putObjectRequest(put.build()));
        Map<String, String> headers = new HashMap<>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!SET_BY_CLIENTS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Put("PUT", uri(signed.url()), headers, signed.expiration());
    }

    @Override
    public URI get(String key) {
        return uri(presigner
                .presignGetObject(presign -> presign.signatureDuration(TO_DOWNLOAD)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
                .url());
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the SDK signed an address that is none", e);
        }
    }
}
