package io.vuelta.handlers.runtime;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS clients with all time-outs set; that of the table is {@code RetryingClient}. A function creates only the clients
 * that it needs, because each makes its start longer.
 */
public final class Aws {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(15);

    /** Objects are read and written as streams, so the time-out limits only the time without data. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private Aws() {}

    public static SqsClient sqs() {
        return SqsClient.builder()
                .httpClient(http(ATTEMPT))
                .overrideConfiguration(timeouts())
                .build();
    }

    public static SchedulerClient scheduler() {
        return SchedulerClient.builder()
                .httpClient(http(ATTEMPT))
                .overrideConfiguration(timeouts())
                .build();
    }

    public static SecretsManagerClient secretsManager() {
        return SecretsManagerClient.builder()
                .httpClient(http(ATTEMPT))
                .overrideConfiguration(timeouts())
                .build();
    }

    public static S3Client s3() {
        return S3Client.builder().httpClient(http(SILENCE)).build();
    }

    public static S3Presigner presigner() {
        return S3Presigner.create();
    }

    /** The credentials with which every client here signs. */
    public static AwsCredentialsProvider credentials() {
        return DefaultCredentialsProvider.builder().build();
    }

    public static Region region() {
        return DefaultAwsRegionProviderChain.builder().build().getRegion();
    }

    private static SdkHttpClient http(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(silence)
                .build();
    }

    private static ClientOverrideConfiguration timeouts() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .build();
    }
}
