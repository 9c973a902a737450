package vuelta.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsScheduleTargetTest {
    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    private final SqsClient sqs =
            client(server.waitUntilStarted().localAddress().getPort());
    private final SqsScheduleTarget target = new SqsScheduleTarget(sqs);

    private static SqsClient client(int port) {
        return SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    void stop() {
        sqs.close();
        server.stopAndWait();
    }

    private static TargetCall call(String queue, String group, String executionId) {
        return new TargetCall("arn:aws:sqs:eu-west-1:123456789012:" + queue, "ring", group, Map.of(), executionId);
    }

    private List<Message> received(String queue) {
        String url = sqs.getQueueUrl(r -> r.queueName(queue)).queueUrl();
        return sqs.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    @Test
    void a_standard_queue_gets_the_input_and_the_attributes() throws ScheduleTargetException {
        sqs.createQueue(q -> q.queueName("alarms"));
        target.deliver(new TargetCall(
                "arn:aws:sqs:eu-west-1:123456789012:alarms", "ring", null, Map.of("ERROR_CODE", "Down"), "id"));
        assertThat(received("alarms")).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("ring");
            assertThat(message.messageAttributes().values())
                    .extracting(value -> value.stringValue())
                    .containsExactly("Down");
            assertThat(message.messageAttributes()).containsOnlyKeys("ERROR_CODE");
        });
    }

    /** Two calls with the same input: by content they are one message, by their ids two. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void a_FIFO_queue_gets_the_group_and_a_deduplication_id_if_it_needs_one(boolean byContent, int messages)
            throws ScheduleTargetException {
        String queue = "alarms-" + byContent + ".fifo";
        sqs.createQueue(q -> q.queueName(queue)
                .attributes(Map.of(
                        QueueAttributeName.FIFO_QUEUE,
                        "true",
                        QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                        String.valueOf(byContent))));
        target.deliver(call(queue, "group", "one"));
        target.deliver(call(queue, "group", "one"));
        target.deliver(call(queue, "group", "two"));
        assertThat(received(queue))
                .hasSize(messages)
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsOnly("group");
    }

    @Test
    void a_queue_that_does_not_exist_is_a_failure_with_its_code() {
        assertThatExceptionOfType(ScheduleTargetException.class)
                .isThrownBy(() -> target.deliver(call("nowhere", "group", "id")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("QueueDoesNotExist"));
    }

    @Test
    void a_server_that_does_not_answer_is_a_failure() {
        try (SqsClient nobody = client(1)) {
            assertThatExceptionOfType(ScheduleTargetException.class)
                    .isThrownBy(() -> new SqsScheduleTarget(nobody).deliver(call("alarms", "group", "id")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("SdkClientException"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:000000000000:function:x",
                "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
                "arn:aws:sqs:us-east-1:000000000000"
            })
    void only_queues_are_supported(String arn) {
        assertThat(target.supports(arn)).isFalse();
        assertThat(target.supports("arn:aws-cn:sqs:cn-north-1:000000000000:alarms.fifo"))
                .isTrue();
    }
}
