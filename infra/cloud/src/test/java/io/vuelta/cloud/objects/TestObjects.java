package io.vuelta.cloud.objects;

import io.vuelta.cloud.template.LocalAccount;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Real S3 clients of an object server, like those of a function. */
final class TestObjects {
    static final String BUCKET = "bucket";
    static final Region REGION = Region.of(LocalAccount.REGION);

    private TestObjects() {}

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY));
    }

    static S3Client client(ObjectServer server) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(REGION)
                .credentialsProvider(credentials())
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static S3Presigner presigner(ObjectServer server) {
        return S3Presigner.builder()
                .endpointOverride(server.endpoint())
                .region(REGION)
                .credentialsProvider(credentials())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }
}
