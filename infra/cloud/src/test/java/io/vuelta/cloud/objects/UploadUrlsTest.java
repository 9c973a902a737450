package io.vuelta.cloud.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.s3.S3PartUploads;
import io.vuelta.adapters.s3.S3UploadUrls;
import io.vuelta.cloud.template.BucketModel;
import io.vuelta.cloud.template.BucketModel.Notification;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.UploadUrls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The requests that signed addresses and forms accept and refuse, at a server that checks signatures and policies. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadUrlsTest {
    private static final String BUCKET = TestObjects.BUCKET;
    private static final String KEY = "uploads/C1/U1";
    private static final String TYPE = "text/csv";
    private static final byte[] FILE = "contact\n+525555551234\n".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> NOTIFIED = new CopyOnWriteArrayList<>();

    private static ObjectServer server;
    private static S3Client s3;
    private static S3Presigner presigner;

    private final UploadUrls urls = urls(InstantSource.system());

    @BeforeAll
    static void start(@TempDir Path directory) {
        var bucket =
                new BucketModel("B", BUCKET, List.of(new Notification("s3:ObjectCreated:*", "queue", "uploads/", "")));
        server = ObjectServer.start(
                List.of(bucket), (_, event) -> NOTIFIED.add(event), InstantSource.system(), directory);
        s3 = TestObjects.client(server);
        presigner = TestObjects.presigner(server);
    }

    @AfterAll
    static void stop() {
        presigner.close();
        s3.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        s3.deleteObject(delete -> delete.bucket(BUCKET).key(KEY));
        NOTIFIED.clear();
    }

    private static PartUploads parts() {
        return new S3PartUploads(s3, presigner, TestObjects.credentials(), BUCKET, InstantSource.system());
    }

    private static UploadUrls urls(InstantSource clock) {
        return new S3UploadUrls(presigner, TestObjects.credentials(), TestObjects.REGION, BUCKET, clock);
    }

    private static Optional<String> sha256(byte[] file) throws Exception {
        return Optional.of(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    private static int send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static int put(URI url, Map<String, String> headers, byte[] file) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofByteArray(file));
        headers.forEach(request::header);
        return send(request);
    }

    private static int post(UploadUrls.Form form, Map<String, String> fields, byte[] file) throws Exception {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) ->
                write(body, "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        write(
                body,
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n");
        body.write(file);
        write(body, "\r\n--x--\r\n");
        return send(HttpRequest.newBuilder(form.url())
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void write(ByteArrayOutputStream body, String text) {
        try {
            body.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory", e);
        }
    }

    private static void assertTaken(byte[] file, String event) {
        assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(KEY)).asByteArray())
                .isEqualTo(file);
        assertThat(NOTIFIED).singleElement().asString().contains("\"key\":\"" + KEY + "\"", event);
    }

    private static void assertRefused(int status) {
        assertThat(status).isBetween(400, 403);
        assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET)).contents()).isEmpty();
        assertThat(NOTIFIED).isEmpty();
    }

    private static byte[] other(String what) {
        byte[] file = FILE.clone();
        return switch (what) {
            case "longer" -> (new String(FILE, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8);
            case "shorter" -> "contact\n".getBytes(StandardCharsets.UTF_8);
            default -> {
                file[0] ^= 1;
                yield file;
            }
        };
    }

    @Test
    void a_signed_url_accepts_the_exact_file_and_its_arrival_is_notified() throws Exception {
        UploadUrls.Put put = urls.put(KEY, FILE.length, TYPE, sha256(FILE));

        assertThat(put(put.url(), put.headers(), FILE)).isEqualTo(200);
        assertTaken(FILE, "ObjectCreated:Put");
    }

    @ParameterizedTest
    @ValueSource(strings = {"longer", "shorter", "other bytes"})
    void a_signed_url_refuses_another_file(String what) throws Exception {
        UploadUrls.Put put = urls.put(KEY, FILE.length, TYPE, sha256(FILE));

        assertRefused(put(put.url(), put.headers(), other(what)));
    }

    @Test
    void a_signed_url_refuses_a_file_of_another_type() throws Exception {
        UploadUrls.Put put = urls.put(KEY, FILE.length, TYPE, Optional.empty());
        Map<String, String> headers = new LinkedHashMap<>(put.headers());
        headers.replaceAll((name, value) -> name.equalsIgnoreCase("content-type") ? "image/png" : value);

        assertRefused(put(put.url(), headers, FILE));
    }

    @Test
    void a_signed_url_refuses_the_file_at_another_key() throws Exception {
        UploadUrls.Put put = urls.put(KEY, FILE.length, TYPE, Optional.empty());

        assertRefused(put(URI.create(put.url().toString().replace("U1", "U2")), put.headers(), FILE));
    }

    @Test
    void a_form_accepts_the_exact_file_and_its_arrival_is_notified() throws Exception {
        UploadUrls.Form form = urls.form(KEY, FILE.length, TYPE, sha256(FILE));

        assertThat(post(form, form.fields(), FILE)).isBetween(200, 204);
        assertTaken(FILE, "ObjectCreated:P");
        assertThat(s3.headObject(head -> head.bucket(BUCKET).key(KEY)).contentType())
                .isEqualTo(TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"longer", "shorter"})
    void a_form_refuses_a_file_of_another_length(String what) throws Exception {
        UploadUrls.Form form = urls.form(KEY, FILE.length, TYPE, Optional.empty());

        assertRefused(post(form, form.fields(), other(what)));
    }

    @Test
    void a_form_refuses_a_file_with_other_bytes() throws Exception {
        UploadUrls.Form form = urls.form(KEY, FILE.length, TYPE, sha256(FILE));

        assertRefused(post(form, form.fields(), other("other bytes")));
    }

    @ParameterizedTest
    @CsvSource({
        "key, uploads/C1/U2",
        "Content-Type, image/png",
        "x-amz-checksum-sha256, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "x-amz-signature, 0000",
        "x-amz-credential, other/20260302/us-east-1/s3/aws4_request",
        "policy, e30="
    })
    void a_form_with_another_field_is_refused(String name, String value) throws Exception {
        UploadUrls.Form form = urls.form(KEY, FILE.length, TYPE, sha256(FILE));
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        assertThat(fields.put(name, value)).isNotNull();

        assertRefused(post(form, fields, FILE));
    }

    @ParameterizedTest
    @CsvSource({"59, true", "61, false"})
    void a_form_expires_after_an_hour(int minutes, boolean taken) throws Exception {
        Instant signed = Instant.now().minus(Duration.ofMinutes(minutes));
        UploadUrls.Form form = urls(InstantSource.fixed(signed)).form(KEY, FILE.length, TYPE, Optional.empty());

        int status = post(form, form.fields(), FILE);

        if (taken) {
            assertTaken(FILE, "ObjectCreated:P");
        } else {
            assertRefused(status);
        }
    }

    // In parts

    private static final long LARGE = PartUploads.PART + 5;

    private static byte[] bytes(PartUploads.Part part) {
        byte[] bytes = new byte[(int) part.size()];
        new Random(part.number()).nextBytes(bytes);
        return bytes;
    }

    private static int send(PartUploads.Part part) throws Exception {
        return put(part.url(), Map.of(), bytes(part));
    }

    @Test
    void a_file_in_parts_exists_when_all_parts_have_arrived_and_is_notified_once() throws Exception {
        PartUploads.Begun begun = parts().begin(KEY, TYPE, LARGE);
        assertThat(begun.parts()).extracting(PartUploads.Part::size).containsExactly(PartUploads.PART, 5L);

        assertThat(send(begun.parts().getLast())).isEqualTo(200);
        assertThat(parts().complete(KEY, begun.id(), LARGE)).isEqualTo(new PartUploads.Completed.Missing(List.of(1)));
        assertThat(send(begun.parts().getFirst())).isEqualTo(200);
        assertThat(NOTIFIED).isEmpty();
        assertThat(parts().complete(KEY, begun.id(), LARGE)).isEqualTo(new PartUploads.Completed.Done());
        assertThat(parts().complete(KEY, begun.id(), LARGE)).as("again").isEqualTo(new PartUploads.Completed.Done());

        assertThat(NOTIFIED)
                .singleElement()
                .asString()
                .contains("\"key\":\"" + KEY + "\"", "ObjectCreated:CompleteMultipartUpload");
        assertThat(s3.headObject(head -> head.bucket(BUCKET).key(KEY)).contentLength())
                .isEqualTo(LARGE);
    }

    @Test
    void a_part_of_another_length_is_refused() throws Exception {
        PartUploads.Begun begun = parts().begin(KEY, TYPE, LARGE);

        assertThat(put(begun.parts().getLast().url(), Map.of(), new byte[6])).isBetween(400, 403);
        assertThat(parts().complete(KEY, begun.id(), LARGE))
                .isEqualTo(new PartUploads.Completed.Missing(List.of(1, 2)));
    }
}
