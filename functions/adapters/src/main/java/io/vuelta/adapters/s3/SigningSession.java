package io.vuelta.adapters.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * The credentials that sign one URL, or all parts of one file. S3 refuses a URL after its credentials have expired,
 * whatever its own expiry is: so no URL is signed for longer.
 *
 * @param lifetime how long the signed URLs are valid
 */
record SigningSession(AwsCredentials credentials, Duration lifetime) {
    /** The shortest lifetime that S3 accepts. */
    private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

    /** The current credentials, valid for {@code wanted} or until they expire. */
    static SigningSession of(AwsCredentialsProvider provider, Duration wanted, InstantSource clock) {
        AwsCredentials credentials = provider.resolveCredentials();
        Optional<Duration> left = credentials
                .expirationTime()
                .map(expires -> Duration.between(clock.instant(), expires))
                .filter(rest -> rest.compareTo(wanted) < 0);
        // S3 counts whole seconds.
        Duration lifetime = left.map(rest -> Duration.ofSeconds(Math.max(MIN_LIFETIME.toSeconds(), rest.toSeconds())))
                .orElse(wanted);
        return new SigningSession(credentials, lifetime);
    }

    /** The configuration of a request that these credentials must sign, not newer ones of the provider. */
    AwsRequestOverrideConfiguration override() {
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    Instant expiresAt(Instant signed) {
        return signed.plus(lifetime);
    }
}
