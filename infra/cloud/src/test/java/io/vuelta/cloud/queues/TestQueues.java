package io.vuelta.cloud.queues;

import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import io.vuelta.cloud.template.QueueModel.Redrive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Creates queues for tests, and a client for them. */
record TestQueues(String name, Duration visibility, Duration delay, Optional<Redrive> redrive) {

    static TestQueues plain(String name) {
        return new TestQueues(name, Duration.ofSeconds(30), Duration.ZERO, Optional.empty());
    }

    /** A FIFO queue with deduplication by content. */
    static TestQueues fifo(String name) {
        return plain(name);
    }

    TestQueues visibility(Duration other) {
        return new TestQueues(name, other, delay, redrive);
    }

    TestQueues delay(Duration other) {
        return new TestQueues(name, visibility, other, redrive);
    }

    TestQueues deadLetters(String queue, int maxReceiveCount) {
        return new TestQueues(
                name, visibility, delay, Optional.of(new Redrive(LocalAccount.queueArn(queue), maxReceiveCount)));
    }

    QueueModel model() {
        boolean fifo = name.endsWith(".fifo");
        return new QueueModel(
                name, name, fifo, fifo, visibility, delay, Duration.ofDays(4), Duration.ZERO, 1 << 18, redrive);
    }

    static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(40)))
                .build();
    }

    static List<Message> receive(SqsClient sqs, String url, int waitSeconds) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(waitSeconds)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNamesWithStrings("All"))
                .messages();
    }
}
