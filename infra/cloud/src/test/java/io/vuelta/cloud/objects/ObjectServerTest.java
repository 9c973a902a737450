package io.vuelta.cloud.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.cloud.template.BucketModel;
import io.vuelta.cloud.template.BucketModel.Notification;
import io.vuelta.cloud.template.LocalAccount;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ObjectServerTest {
    private final Path directory;
    private final List<String> notifications = new ArrayList<>();

    ObjectServerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private ObjectServer start(ObjectServer.Notified notified) {
        var bucket = new BucketModel("B", "bucket", List.of(new Notification("s3:ObjectCreated:*", "queue", "", "")));
        return ObjectServer.start(List.of(bucket), notified, InstantSource.system(), directory);
    }

    private void record(String queueArn, String event) {
        notifications.add(event);
    }

    private static S3Client client(ObjectServer server, String secret) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private static void put(ObjectServer server, String key) {
        try (var s3 = client(server, LocalAccount.SECRET_ACCESS_KEY)) {
            s3.putObject(put -> put.bucket("bucket").key(key), RequestBody.fromString(key));
        }
    }

    @Test
    void an_object_stored_without_a_notification_is_notified_once_at_the_next_start() {
        try (var server = start((_, _) -> {
            throw new IllegalStateException("the process ends here");
        })) {
            assertThatThrownBy(() -> put(server, "untold")).isInstanceOf(S3Exception.class);
        }

        start(this::record).close();
        assertThat(notifications).singleElement().asString().contains("\"key\":\"untold\"");
        start(this::record).close();
        assertThat(notifications).hasSize(1);
    }

    @Test
    void a_notified_object_is_not_notified_again_until_it_is_written_again() {
        try (var server = start(this::record)) {
            put(server, "a");
            put(server, "a");
        }
        assertThat(notifications).hasSize(2);

        start(this::record).close();
        assertThat(notifications).hasSize(2);
    }

    @Test
    void a_client_with_another_secret_is_refused() {
        try (var server = start(this::record);
                var s3 = client(server, "wrong")) {
            assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket("bucket")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }
}
