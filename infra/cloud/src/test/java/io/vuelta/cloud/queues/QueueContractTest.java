package io.vuelta.cloud.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.server.LoopbackServer;
import io.vuelta.testkit.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/** The behaviour of the queues for the SDK's client; each test has its own queues. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class QueueContractTest {
    private final QueueServer server = QueueServer.start(
            LoopbackServer.bind(0),
            List.of(
                            TestQueues.plain("plain"),
                            TestQueues.plain("attributes"),
                            TestQueues.plain("batch"),
                            TestQueues.plain("waiting"),
                            TestQueues.plain("receipts"),
                            TestQueues.plain("late").delay(Duration.ofSeconds(1)),
                            TestQueues.plain("given-up")
                                    .visibility(Duration.ofSeconds(1))
                                    .deadLetters("dead", 2),
                            TestQueues.plain("dead"),
                            TestQueues.fifo("group.fifo"),
                            TestQueues.fifo("explicit.fifo"),
                            TestQueues.fifo("order.fifo"),
                            TestQueues.fifo("late.fifo").delay(Duration.ofSeconds(1)))
                    .stream()
                    .map(TestQueues::model)
                    .toList(),
            InstantSource.system(),
            null);
    private final SqsClient sqs = TestQueues.client(server.endpoint());

    @AfterAll
    void close() {
        sqs.close();
        server.close();
    }

    private String url(String name) {
        return sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
    }

    private List<Message> receive(String url) {
        return TestQueues.receive(sqs, url, 1);
    }

    private void delete(String url, Message message) {
        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    private String sendToGroup(String url, String group, String body) {
        return sqs.sendMessage(send -> send.queueUrl(url).messageBody(body).messageGroupId(group))
                .messageId();
    }

    @Test
    void a_queue_url_has_the_address_given_to_clients() {
        assertThat(url("plain")).isEqualTo(server.endpoint() + "/000000000000/plain");
        assertThat(sqs.listQueues().queueUrls()).contains(url("plain"), url("order.fifo"));
    }

    @Test
    void a_message_is_received_once_and_again_when_its_visibility_is_given_back() {
        String url = url("plain");
        String id =
                sqs.sendMessage(send -> send.queueUrl(url).messageBody("é世界")).messageId();

        Message first = receive(url).getFirst();
        assertThat(first.messageId()).isEqualTo(id);
        assertThat(first.body()).isEqualTo("é世界");
        assertThat(server.counts("plain")).isEqualTo(new Counts(0, 1, 0));
        sqs.changeMessageVisibility(change ->
                change.queueUrl(url).receiptHandle(first.receiptHandle()).visibilityTimeout(0));
        Message second = receive(url).getFirst();
        assertThat(second.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "2");
        delete(url, second);
        assertThat(sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNamesWithStrings("All"))
                        .attributesAsStrings())
                .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:plain")
                .containsEntry("ApproximateNumberOfMessages", "0")
                .containsEntry("ApproximateNumberOfMessagesNotVisible", "0")
                .containsEntry("VisibilityTimeout", "30");
    }

    /** The client itself checks the digests of the sent and of the received message. */
    @Test
    void attributes_are_received_as_they_were_sent() {
        String url = url("attributes");
        var attributes = new HashMap<String, MessageAttributeValue>();
        attributes.put(
                "text",
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue("v")
                        .build());
        attributes.put(
                "number",
                MessageAttributeValue.builder()
                        .dataType("Number")
                        .stringValue("5")
                        .build());
        attributes.put(
                "binary",
                MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                        .build());
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("b").messageAttributes(attributes));

        assertThat(receive(url).getFirst().messageAttributes()).isEqualTo(attributes);
    }

    @Test
    void a_batch_is_answered_entry_by_entry() {
        String url = url("batch");

        var sent = sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries(3)));

        assertThat(sent.successful()).extracting("id").containsExactly("0", "1", "2");
        List<Message> received = receive(url);
        assertThat(received).extracting(Message::body).containsExactlyInAnyOrder("0", "1", "2");
        assertThatThrownBy(() -> sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries(11))))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class);
        var deleted = sqs.deleteMessageBatch(delete -> delete.queueUrl(url)
                .entries(List.of(entry("a", received.getFirst().receiptHandle()), entry("b", "no receipt"))));
        assertThat(deleted.successful()).extracting("id").containsExactly("a");
        assertThat(deleted.failed()).extracting("id").containsExactly("b");
    }

    static DeleteMessageBatchRequestEntry entry(String id, String receipt) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(receipt)
                .build();
    }

    private static List<SendMessageBatchRequestEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("" + i)
                        .messageBody("" + i)
                        .build())
                .toList();
    }

    @Test
    void a_message_waits_for_the_delay_of_its_queue_or_for_its_own() {
        String url = url("late");
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("late"));
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("later").delaySeconds(600));

        assertThat(TestQueues.receive(sqs, url, 0)).isEmpty();
        assertThat(server.counts("late")).isEqualTo(new Counts(0, 0, 2));
        var received = new ArrayList<String>();
        Await.until("the first", () -> {
            receive(url).forEach(message -> received.add(message.body()));
            return !received.isEmpty();
        });
        assertThat(received).containsExactly("late");
    }

    @Test
    void a_message_received_the_maximum_number_of_times_becomes_a_dead_letter_with_its_id() {
        String url = url("given-up");
        String dead = url("dead");
        String id = sqs.sendMessage(send -> send.queueUrl(url).messageBody("a")).messageId();
        var receives = new ArrayList<String>();
        var deadLetters = new ArrayList<Message>();

        Await.until("the dead letter", () -> {
            receive(url).forEach(message -> receives.add(message.messageId()));
            deadLetters.addAll(TestQueues.receive(sqs, dead, 0));
            return !deadLetters.isEmpty();
        });

        assertThat(receives).containsExactly(id, id);
        assertThat(deadLetters.getFirst().messageId()).isEqualTo(id);
        assertThat(server.counts("given-up").all()).isZero();
    }

    @Test
    void a_message_in_flight_locks_its_group_and_a_repeated_body_is_dropped() {
        String url = url("group.fifo");
        String id = sendToGroup(url, "g", "a");
        sendToGroup(url, "g", "b");
        assertThat(sendToGroup(url, "g", "a")).isEqualTo(id);
        sendToGroup(url, "h", "c");

        Message first =
                sqs.receiveMessage(receive -> receive.queueUrl(url)).messages().getFirst();
        Message second =
                sqs.receiveMessage(receive -> receive.queueUrl(url)).messages().getFirst();
        assertThat(List.of(first.body(), second.body())).containsExactlyInAnyOrder("a", "c");
        assertThat(receive(url)).isEmpty();
        delete(url, first.body().equals("a") ? first : second);
        assertThat(receive(url)).extracting(Message::body).containsExactly("b");
        assertThat(sendToGroup(url, "g", "a")).isEqualTo(id);
        assertThat(server.counts("group.fifo")).isEqualTo(new Counts(0, 2, 0));
    }

    @Test
    void deduplication_uses_the_given_id_and_not_the_body() {
        String url = url("explicit.fifo");
        for (String id : List.of("1", "2", "1")) {
            sqs.sendMessage(send ->
                    send.queueUrl(url).messageBody("same").messageGroupId("g").messageDeduplicationId(id));
        }

        assertThat(receive(url))
                .extracting(message -> message.attributesAsStrings().get("MessageDeduplicationId"))
                .containsExactly("1", "2");
    }

    @Test
    void the_messages_of_a_group_are_received_in_the_order_of_sending() {
        String url = url("order.fifo");
        var sent = IntStream.range(0, 40).mapToObj(i -> "m" + i).toList();
        sent.forEach(body -> sendToGroup(url, "g", body));

        assertThat(drain(url, 40)).containsExactlyElementsOf(sent);
    }

    private List<String> drain(String url, int count) {
        var bodies = new ArrayList<String>();
        Await.until(count + " messages", () -> {
            receive(url).forEach(message -> {
                bodies.add(message.body());
                delete(url, message);
            });
            return bodies.size() >= count;
        });
        return bodies;
    }

    @Test
    void a_fifo_queue_delays_and_keeps_the_order() {
        String url = url("late.fifo");
        Stream.of("a", "b", "c").forEach(body -> sendToGroup(url, "g", body));

        assertThat(TestQueues.receive(sqs, url, 0)).isEmpty();
        assertThat(drain(url, 3)).containsExactly("a", "b", "c");
    }

    @Test
    void two_hundred_receivers_can_wait_at_once() throws Exception {
        String url = url("waiting");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = TestQueues.client(server.endpoint())) {
            List<CompletableFuture<List<Message>>> receivers = IntStream.range(0, 200)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> TestQueues.receive(client, url, 20), threads))
                    .toList();
            for (int i = 0; i < 20; i++) {
                sqs.sendMessageBatch(send -> send.queueUrl(url).entries(entries(10)));
            }
            int received = 0;
            for (var receiver : receivers) {
                received += receiver.get(25, TimeUnit.SECONDS).size();
            }
            assertThat(received).isEqualTo(200);
        }
    }

    @Test
    void a_receipt_of_an_earlier_receive_deletes_nothing() {
        String url = url("receipts");
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("a"));
        Message first = receive(url).getFirst();
        sqs.changeMessageVisibility(change ->
                change.queueUrl(url).receiptHandle(first.receiptHandle()).visibilityTimeout(0));
        Message second = receive(url).getFirst();

        assertThatThrownBy(() -> delete(url, first)).isInstanceOf(SqsException.class);
        assertThat(server.counts("receipts").all()).isEqualTo(1);
        delete(url, second);
        assertThat(server.counts("receipts").all()).isZero();
    }

    @Test
    void a_request_for_a_missing_queue_is_answered_with_an_error() {
        assertThatThrownBy(() -> url("nowhere")).isInstanceOf(QueueDoesNotExistException.class);
    }
}
