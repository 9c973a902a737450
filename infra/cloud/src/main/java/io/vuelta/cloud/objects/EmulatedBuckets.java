package io.vuelta.cloud.objects;

import io.vuelta.cloud.template.BucketModel;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** Creates the template's buckets in another emulator of S3, which notifies the queues itself. */
public final class EmulatedBuckets {
    private EmulatedBuckets() {}

    /**
     * Creates the missing buckets.
     *
     * @param emulator in which the notified queues already exist
     */
    public static void make(URI emulator, List<BucketModel> buckets) {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(emulator)
                .forcePathStyle(true)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            buckets.forEach(bucket -> make(s3, bucket));
        }
    }

    private static void make(S3Client s3, BucketModel bucket) {
        s3.createBucket(create -> create.bucket(bucket.name()));
        if (!bucket.notifications().isEmpty()) {
            s3.putBucketNotificationConfiguration(put -> put.bucket(bucket.name())
                    .notificationConfiguration(all -> all.queueConfigurations(bucket.notifications().stream()
                            .map(EmulatedBuckets::queue)
                            .toList())));
        }
    }

    private static QueueConfiguration queue(BucketModel.Notification notification) {
        List<FilterRule> rules = Stream.of(rule("prefix", notification.prefix()), rule("suffix", notification.suffix()))
                .filter(rule -> !rule.value().isEmpty())
                .toList();
        return QueueConfiguration.builder()
                .queueArn(notification.queueArn())
                .events(Event.fromValue(notification.event()))
                .filter(filter -> filter.key(key -> key.filterRules(rules)))
                .build();
    }

    private static FilterRule rule(String name, String value) {
        return FilterRule.builder().name(name).value(value).build();
    }
}
