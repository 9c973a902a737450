package io.vuelta.cloud.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.server.LoopbackServer;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class QueueRestartTest {
    private final Path directory;
    private QueueServer server;
    private SqsClient sqs;

    QueueRestartTest(@TempDir Path directory) {
        this.directory = directory;
        this.server = open();
        this.sqs = TestQueues.client(server.endpoint());
    }

    private QueueServer open() {
        return QueueServer.start(
                LoopbackServer.bind(0),
                Stream.of(
                                TestQueues.plain("work")
                                        .visibility(Duration.ofSeconds(1))
                                        .deadLetters("dead", 1),
                                TestQueues.plain("dead"),
                                TestQueues.plain("held"),
                                TestQueues.fifo("lines.fifo").delay(Duration.ofSeconds(1)))
                        .map(TestQueues::model)
                        .toList(),
                InstantSource.system(),
                directory);
    }

    @AfterEach
    void close() {
        sqs.close();
        server.close();
    }

    private void restart() {
        close();
        server = open();
        sqs = TestQueues.client(server.endpoint());
    }

    private String url(String name) {
        return server.endpoint() + "/000000000000/" + name;
    }

    private List<Message> receive(String name) {
        return TestQueues.receive(sqs, url(name), 1);
    }

    private void delete(String name, Message message) {
        sqs.deleteMessage(delete -> delete.queueUrl(url(name)).receiptHandle(message.receiptHandle()));
    }

    @Test
    void after_a_restart_messages_in_flight_are_visible_and_deleted_messages_are_gone() {
        List.of("a", "b", "c").forEach(body -> server.send("held", body, null, null));
        delete("held", receive("held").getFirst());

        restart();
        restart();

        List<Message> received = receive("held");
        assertThat(received).hasSize(2);
        var deleted = sqs.deleteMessageBatch(batch -> batch.queueUrl(url("held"))
                .entries(received.stream()
                        .map(message -> QueueContractTest.entry(message.messageId(), message.receiptHandle()))
                        .toList()));
        assertThat(deleted.successful()).hasSize(2);
        restart();
        assertThat(server.counts("held").all()).isZero();
    }

    @Test
    void after_a_restart_a_message_waits_for_the_rest_of_its_delay() {
        sqs.sendMessage(send -> send.queueUrl(url("held")).messageBody("later").delaySeconds(600));

        restart();

        assertThat(server.counts("held")).isEqualTo(new Counts(0, 0, 1));
    }

    @Test
    void a_group_keeps_its_order_and_its_deduplication() {
        var sent = IntStream.range(0, 25).mapToObj(i -> "m" + i).toList();
        sent.forEach(body -> server.send("lines.fifo", body, "g", null));
        var first = new ArrayList<Message>();
        Await.until("the first", () -> {
            first.addAll(receive("lines.fifo"));
            return !first.isEmpty();
        });
        delete("lines.fifo", first.getFirst());
        server.send("lines.fifo", "m0", "g", null);

        restart();

        server.send("lines.fifo", "m3", "g", null);
        var bodies = new ArrayList<String>();
        Await.until("the others", () -> {
            receive("lines.fifo").forEach(message -> {
                bodies.add(message.body());
                delete("lines.fifo", message);
            });
            return bodies.size() >= 24;
        });
        assertThat(bodies).containsExactlyElementsOf(sent.subList(1, 25));
        assertThat(server.counts("lines.fifo").all()).isZero();
    }

    @Test
    void a_deleted_dead_letter_is_gone_and_another_one_starts_with_all_its_receives() {
        server.send("work", "a", null, null);
        server.send("work", "b", null, null);
        var dead = new ArrayList<Message>();
        Await.until("the dead letters", () -> {
            receive("work");
            dead.addAll(TestQueues.receive(sqs, url("dead"), 0));
            return dead.size() == 2;
        });
        delete("dead", dead.getFirst());

        restart();

        assertThat(server.counts("dead").all()).isZero();
        assertThat(receive("work"))
                .extracting(Message::body)
                .containsExactly(dead.getLast().body());
    }

    @Test
    void a_purged_queue_stays_empty() {
        server.send("held", "a", null, null);
        sqs.purgeQueue(purge -> purge.queueUrl(url("held")));

        restart();

        assertThat(server.counts("held").all()).isZero();
    }

    @Test
    void a_half_written_last_line_of_the_journal_is_dropped() throws IOException {
        server.send("held", "whole", null, null);
        server.close();
        Files.writeString(directory.resolve("queues.journal"), "{\"sent\":\"x\",\"que", StandardOpenOption.APPEND);

        restart();

        assertThat(receive("held")).extracting(Message::body).containsExactly("whole");
    }
}
