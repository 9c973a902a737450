package io.vuelta.adapters.s3;

import io.vuelta.domain.upload.PartUploads;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

/**
 * S3's multipart uploads, whose parts are sent to presigned URLs. The existing parts are requested from S3, not from
 * the client.
 */
public final class S3PartUploads implements PartUploads {
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    private final S3Client s3;
    private final S3Presigner presigner;
    private final AwsCredentialsProvider credentials;
    private final String bucket;
    private final InstantSource clock;

    /**
     * Signs for one bucket.
     *
     * @param credentials the credentials of the presigner
     */
    public S3PartUploads(
            S3Client s3,
            S3Presigner presigner,
            AwsCredentialsProvider credentials,
            String bucket,
            InstantSource clock) {
        this.s3 = s3;
        this.presigner = presigner;
        this.credentials = credentials;
        this.bucket = bucket;
        this.clock = clock;
    }

    /** Begins without a checksum algorithm, so that S3 requires no checksums of the client's parts. */
    @Override
    public Begun begin(String key, String contentType, long size) {
        String id = s3.createMultipartUpload(
                        create -> create.bucket(bucket).key(key).contentType(contentType))
                .uploadId();
        SigningSession session = SigningSession.of(credentials, S3UploadUrls.TO_UPLOAD, clock);
        List<PresignedUploadPartRequest> signed = IntStream.rangeClosed(1, PartUploads.count(size))
                .mapToObj(number -> part(session, key, id, number, size))
                .toList();
        List<Part> parts = IntStream.range(0, signed.size())
                .mapToObj(i -> new Part(i + 1, PartUploads.sizeOf(i + 1, size), url(signed.get(i))))
                .toList();
        return new Begun(
                id,
                parts,
                signed.stream()
                        .map(PresignedUploadPartRequest::expiration)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private PresignedUploadPartRequest part(SigningSession session, String key, String id, int number, long size) {
        return presigner.presignUploadPart(presign -> presign.signatureDuration(session.lifetime())
                .uploadPartRequest(upload -> upload.overrideConfiguration(session.override())
                        .bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .partNumber(number)
                        .contentLength(PartUploads.sizeOf(number, size))));
    }

    private static URI url(PresignedUploadPartRequest signed) {
        return S3UploadUrls.uri(signed.url());
    }

    @Override
    public Completed complete(String key, String id, long size) {
        try {
            Map<Integer, String> sent = sent(key, id, size);
            // Some stores no longer have the parts of a completed upload and do not report that it is completed.
            if (sent.isEmpty() && isThere(key)) {
                return new Completed.Done();
            }
            List<Integer> missing = IntStream.rangeClosed(1, PartUploads.count(size))
                    .boxed()
                    .filter(number -> !sent.containsKey(number))
                    .toList();
            if (!missing.isEmpty()) {
                return new Completed.Missing(missing);
            }
            List<CompletedPart> parts = sent.entrySet().stream()
                    .map(part -> CompletedPart.builder()
                            .partNumber(part.getKey())
                            .eTag(part.getValue())
                            .build())
                    .toList();
            s3.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(id).multipartUpload(whole -> whole.parts(parts)));
            return new Completed.Done();
        } catch (NoSuchUploadException _) {
            return isThere(key) ? new Completed.Done() : new Completed.Aborted();
        }
    }

    /** The ETags of the existing parts with the right size, in the order of their numbers. */
    private Map<Integer, String> sent(String key, String id, long size) {
        Map<Integer, String> sent = new TreeMap<>();
        s3.listPartsPaginator(list -> list.bucket(bucket).key(key).uploadId(id)).parts().stream()
                .filter(part -> part.size() == PartUploads.sizeOf(part.partNumber(), size))
                .forEach(part -> sent.put(part.partNumber(), part.eTag()));
        return sent;
    }

    /** Whether the object exists: a call whose answer was lost may have completed it. */
    private boolean isThere(String key) {
        try {
            return s3.headObject(head -> head.bucket(bucket).key(key)).contentLength() >= 0;
        } catch (S3Exception e) {
            // For a missing object, S3 returns 403 if the caller has no permission to list the bucket.
            if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
                return false;
            }
            throw e;
        }
    }
}
