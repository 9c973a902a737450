package io.vuelta.adapters.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Accepts requests by S3's rules on checksums, which other S3 servers of the tests do not check: the algorithm is
 * specified when a multipart upload begins, every part then has such a checksum, and every part is listed with its
 * checksum at the end.
 */
final class StrictS3 implements SdkHttpClient {
    private static final Pattern PART = Pattern.compile("<Part>(.*?)</Part>");

    /** Requests as {@code METHOD key?parameters}, without the ids of uploads. */
    final List<String> requests = new ArrayList<>();

    final Map<String, byte[]> objects = new TreeMap<>();
    private final Map<String, Upload> uploads = new TreeMap<>();
    private @Nullable String failing;
    private int begun;

    /** From now on, requests whose text matches this are answered with 500. */
    void fail(String requests) {
        failing = requests;
    }

    /** Multipart uploads that were begun and neither completed nor aborted, by key. */
    List<String> unfinished() {
        return uploads.values().stream().map(Upload::key).sorted().toList();
    }

    /** The checksum algorithm of each upload that was begun and neither completed nor aborted, or {@code none}. */
    List<String> algorithms() {
        return uploads.values().stream()
                .map(upload -> Optional.ofNullable(upload.algorithm()).orElse("none"))
                .toList();
    }

    S3Client client() {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .forcePathStyle(true)
                .httpClient(this)
                .overrideConfiguration(configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private record Upload(String key, @Nullable String algorithm, Map<Integer, Part> parts) {}

    private record Part(SdkBytes bytes, @Nullable String checksum) {}

    private record Answer(int status, String body, Map<String, String> headers) {
        static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }

        static Answer error(int status, String code) {
            return new Answer(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>", Map.of());
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest execute) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                Answer answer = answer(execute.httpRequest(), body(execute));
                SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                return HttpExecuteResponse.builder()
                        .response(response.build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.body().getBytes(UTF_8))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private static byte[] body(HttpExecuteRequest execute) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        execute.contentStreamProvider().ifPresent(provider -> {
            try (InputStream content = provider.newStream()) {
                content.transferTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return bytes.toByteArray();
    }

    private Answer answer(SdkHttpRequest request, byte[] body) {
        String key = request.encodedPath().replaceFirst("^/bucket/?", "");
        Map<String, List<String>> query = request.rawQueryParameters();
        String seen = request.method() + " " + key + (query.containsKey("uploads") ? "?uploads" : "")
                + query.getOrDefault("partNumber", List.of()).stream()
                        .map(number -> "?part=" + number)
                        .findFirst()
                        .orElse(query.containsKey("uploadId") ? "?upload" : "");
        requests.add(seen);
        if (failing != null && seen.matches(failing)) {
            return Answer.error(500, "InternalError");
        }
        String id = query.getOrDefault("uploadId", List.of("")).getFirst();
        return switch (request.method().name() + (query.containsKey("uploads") ? " uploads" : "")) {
            case "POST uploads" -> begin(key, header(request, "x-amz-checksum-algorithm"));
            case "GET uploads" -> list(query.get("prefix").getFirst());
            case "GET" -> listObjects(query.get("prefix").getFirst());
            case "PUT" -> put(request, key, id, query, body);
            case "POST" -> complete(id, new String(body, UTF_8));
            case "DELETE" -> delete(key, id);
            default -> Answer.error(405, "MethodNotAllowed");
        };
    }

    private static @Nullable String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElse(null);
    }

    private Answer begin(String key, @Nullable String algorithm) {
        String id = "upload-" + begun++;
        uploads.put(id, new Upload(key, algorithm, new TreeMap<>()));
        return Answer.ok(
                "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private Answer list(String prefix) {
        StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
        uploads.forEach((id, upload) -> {
            if (upload.key().startsWith(prefix)) {
                xml.append("<Upload><Key>%s</Key><UploadId>%s</UploadId></Upload>".formatted(upload.key(), id));
            }
        });
        return Answer.ok(xml.append("</ListMultipartUploadsResult>").toString());
    }

    private Answer listObjects(String prefix) {
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        objects.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> xml.append("<Contents><Key>" + key + "</Key></Contents>"));
        return Answer.ok(xml.append("</ListBucketResult>").toString());
    }

    private Answer put(SdkHttpRequest request, String key, String id, Map<String, List<String>> query, byte[] body) {
        String checksum = header(request, "x-amz-checksum-crc32");
        if (checksum != null && !checksum.equals(crc32(body))) {
            return Answer.error(400, "BadDigest");
        }
        if (id.isEmpty()) {
            objects.put(key, body);
            return Answer.ok("");
        }
        Upload upload = uploads.get(id);
        if (upload == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        if (upload.algorithm() != null && checksum == null) {
            return Answer.error(400, "InvalidRequest");
        }
        int number = Integer.parseInt(query.get("partNumber").getFirst());
        upload.parts().put(number, new Part(SdkBytes.fromByteArray(body), checksum));
        return new Answer(200, "", Map.of("ETag", "\"tag-" + number + "\""));
    }

    private Answer complete(String id, String body) {
        Upload upload = uploads.get(id);
        if (upload == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int listed = 0;
        for (Matcher part = PART.matcher(body); part.find(); ) {
            int number = Integer.parseInt(value(part.group(1), "PartNumber").orElseThrow());
            Part sent = upload.parts().get(number);
            boolean isLast = ++listed == upload.parts().size();
            if (sent == null || !Optional.ofNullable(sent.checksum()).equals(value(part.group(1), "ChecksumCRC32"))) {
                return Answer.error(400, "InvalidPart");
            }
            if (!isLast && sent.bytes().asByteArrayUnsafe().length < 5 * 1024 * 1024) {
                return Answer.error(400, "EntityTooSmall");
            }
            whole.writeBytes(sent.bytes().asByteArrayUnsafe());
        }
        uploads.remove(id);
        objects.put(upload.key(), whole.toByteArray());
        return Answer.ok("<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>");
    }

    private static Optional<String> value(String xml, String name) {
        Matcher value = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }

    private Answer delete(String key, String id) {
        if (id.isEmpty()) {
            objects.remove(key);
        } else if (uploads.remove(id) == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        return new Answer(204, "", new HashMap<>());
    }

    private static String crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    byte[] object(String key) {
        return requireNonNull(objects.get(key), key);
    }

    @Override
    public void close() {}
}
