package io.vuelta.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.upload.UploadUrls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The expiry of a URL is never after the end of the session that signed it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningSessionTest {
    private static final long SLACK_SECONDS = 5;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final StrictS3 s3 = new StrictS3();

    @AutoClose
    private final S3Presigner presigner = S3Presigner.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials(Duration.ofDays(1)))
            .build();

    private AwsCredentialsProvider credentials(Duration left) {
        return () -> AwsSessionCredentials.builder()
                .accessKeyId("id")
                .secretAccessKey("secret")
                .sessionToken("token-" + left.toSeconds())
                .expirationTime(now.plus(left))
                .build();
    }

    private UploadUrls urls(AwsCredentialsProvider credentials) {
        return new S3UploadUrls(presigner, credentials, Region.US_EAST_1, "bucket", InstantSource.fixed(now));
    }

    private long seconds(Instant expires) {
        return Duration.between(now, expires).toSeconds();
    }

    @ParameterizedTest
    @CsvSource({"36000, 900, 3600", "1200, 900, 1200", "300, 300, 300", "-5, 1, 1"})
    void no_signed_url_is_valid_longer_than_its_credentials(long left, long get, long put) {
        AwsCredentialsProvider credentials = credentials(Duration.ofSeconds(left));
        UploadUrls urls = urls(credentials);
        List<Instant> sending = List.of(
                urls.put("k", 1, "text/csv", Optional.empty()).expiresAt(),
                urls.form("k", 1, "text/csv", Optional.empty()).expiresAt(),
                new S3PartUploads(s3.client(), presigner, credentials, "bucket", InstantSource.fixed(now))
                        .begin("k", "text/csv", 1)
                        .expiresAt());

        assertThat(seconds(urls.get("k").expiresAt())).isBetween(get, get + SLACK_SECONDS);
        assertThat(sending).allSatisfy(expires -> assertThat(seconds(expires)).isBetween(put, put + SLACK_SECONDS));
    }

    /** A provider may have other credentials a moment later. */
    @Test
    void the_credentials_whose_expiry_was_read_sign_the_url() {
        UploadUrls.Get get = urls(credentials(Duration.ofMinutes(5))).get("k");

        assertThat(get.url().toString()).contains("X-Amz-Security-Token=token-300", "X-Amz-Expires=300");
    }

    /** S3 would require a checksum of the parts, which clients do not send. */
    @Test
    void multipart_uploads_of_clients_begin_without_a_checksum() {
        new S3PartUploads(s3.client(), presigner, credentials(Duration.ofHours(1)), "bucket", InstantSource.fixed(now))
                .begin("k", "text/csv", 1);

        assertThat(s3.algorithms()).containsExactly("none");
    }
}
