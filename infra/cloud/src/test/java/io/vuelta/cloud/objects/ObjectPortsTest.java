package io.vuelta.cloud.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.csv.CsvExports;
import io.vuelta.adapters.csv.CsvReports;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3PartUploads;
import io.vuelta.cloud.template.BucketModel;
import io.vuelta.domain.export.Sheets;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.contracts.PartUploadsContract;
import io.vuelta.testkit.contracts.ReportsContract;
import io.vuelta.testkit.contracts.SheetsContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The contracts of the objects in the bucket, on the adapters and a real S3 server. */
@Tag("slow")
class ObjectPortsTest {
    private static ObjectServer server;
    private static S3Client s3;
    private static S3Presigner presigner;
    private static S3Objects objects;

    @BeforeAll
    static void start(@TempDir Path directory) {
        var bucket = new BucketModel("B", TestObjects.BUCKET, List.of());
        server = ObjectServer.start(List.of(bucket), (_, _) -> {}, InstantSource.system(), directory);
        s3 = TestObjects.client(server);
        presigner = TestObjects.presigner(server);
        objects = new S3Objects(s3, TestObjects.BUCKET);
    }

    @AfterAll
    static void stop() {
        presigner.close();
        s3.close();
        server.close();
    }

    /** The rows of a CSV object, the header first. */
    private static List<List<String>> rows(String key) {
        List<List<String>> rows = new ArrayList<>();
        var _ = new CsvContactFiles(objects::open).read(key, table -> {
            table.rows().forEachRemaining(row -> rows.add(row.values()));
            return rows.size();
        });
        return rows;
    }

    @Nested
    class ReportsTest extends ReportsContract {
        @Override
        protected UploadReports reports() {
            return new CsvReports(objects::write);
        }

        @Override
        protected List<RowProblem> read(UploadId upload, String key) {
            List<List<String>> rows = rows(key);
            assertThat(rows.getFirst()).containsExactly("line", "column", "value", "reason", "action");
            return rows.stream().skip(1).map(this::problem).toList();
        }

        private RowProblem problem(List<String> row) {
            return new RowProblem(
                    Long.parseLong(row.get(0)),
                    row.get(1),
                    row.get(2),
                    row.get(3),
                    RowProblem.Action.valueOf(row.get(4).toUpperCase(Locale.ROOT)));
        }
    }

    @Nested
    class SheetsTest extends SheetsContract {
        @Override
        protected Sheets sheets() {
            return new CsvExports(objects::write, objects::removeUnder);
        }

        @Override
        protected Optional<List<List<String>>> read(String key) {
            try {
                return Optional.of(rows(key));
            } catch (NoSuchKeyException _) {
                return Optional.empty();
            }
        }

        @Override
        protected boolean hasManifest(String key) {
            try (InputStream manifest = objects.open(key)) {
                return manifest.readAllBytes().length > 0;
            } catch (NoSuchKeyException _) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void a_file_of_several_parts_is_complete() throws Exception {
            List<String> row = List.of("x".repeat(1_000));

            Sheets.Written written = sheets().write(run, false, writer -> {
                for (int i = 0; i < 20_000; i++) {
                    writer.accept(row);
                }
            });

            try (InputStream object = objects.open(run.key())) {
                byte[] file = object.readAllBytes();
                assertThat(file).hasSize(20_000 * 1_002);
                assertThat(written.sha256())
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
            }
        }

        @Test
        void parts_sent_by_a_crashed_run_are_removed() {
            String key = run.key();
            String id = s3.createMultipartUpload(
                            create -> create.bucket(TestObjects.BUCKET).key(key))
                    .uploadId();
            s3.uploadPart(
                    upload -> upload.bucket(TestObjects.BUCKET)
                            .key(key)
                            .uploadId(id)
                            .partNumber(1),
                    RequestBody.fromString("half"));

            sheets().remove(run);

            assertThat(s3.listMultipartUploads(list -> list.bucket(TestObjects.BUCKET))
                            .uploads())
                    .extracting(MultipartUpload::key)
                    .doesNotContain(key);
        }
    }

    @Nested
    class S3PartUploadsTest extends PartUploadsContract {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        @Override
        protected PartUploads parts() {
            return new S3PartUploads(
                    s3, presigner, TestObjects.credentials(), TestObjects.BUCKET, InstantSource.system());
        }

        @Override
        protected void send(PartUploads.Begun begun, PartUploads.Part part) {
            try {
                HttpRequest put = HttpRequest.newBuilder(part.url())
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[(int) part.size()]))
                        .build();
                assertThat(HTTP.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("part " + part.number() + " could not be sent", e);
            }
        }

        @Override
        protected void remove(String key, PartUploads.Begun begun) {
            s3.abortMultipartUpload(
                    abort -> abort.bucket(TestObjects.BUCKET).key(key).uploadId(begun.id()));
        }
    }
}
