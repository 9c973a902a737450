package io.vuelta.cloud.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import io.vuelta.cloud.streams.TestStream.Handed;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream on disk, and a process of DynamoDB Local that is killed between its readers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class StreamRestartTest {
    private final Path directory;

    StreamRestartTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private DynamoDbProcess server() {
        return DynamoDbProcess.start(Path.of("../dynamodb/target/classpath"), directory.resolve("data"));
    }

    private Handed readAll(Path positions, int shards, String value) {
        try (var server = server();
                var stream = new TestStream(server.endpoint(), "kept")) {
            stream.keepingPositionsIn(positions).with(settings -> settings.withShards(shards));
            Handed handed = stream.function("F", mapping -> mapping.tumbling());
            stream.start();
            stream.put("p", "s", value);
            stream.awaitEnd();
            return handed;
        }
    }

    @Test
    void a_reader_continues_at_its_position_or_finds_the_same_numbers_in_the_same_shards() {
        Path positions = directory.resolve("positions");
        List<JsonNode> first = readAll(positions, 4, "1").events();
        Handed second = readAll(positions, 4, "2");
        Handed anew = readAll(directory.resolve("none"), 4, "3");

        assertThat(second.values()).containsExactly("2");
        assertThat(anew.values()).containsExactly("1", "2", "3");
        assertThat(anew.events().stream().map(event -> event.path("shardId")))
                .containsOnly(first.getFirst().path("shardId"));
        assertThat(anew.records().getFirst().at("/dynamodb/SequenceNumber"))
                .isEqualTo(first.getFirst().at("/Records/0/dynamodb/SequenceNumber"));
        assertThat(anew.records()).extracting(Handed::sequence).isSorted().doesNotHaveDuplicates();
        assertThatThrownBy(() -> readAll(positions, 5, "4"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begun with 4 shards of a stream, not 5");
    }

    @Test
    void records_that_a_reader_has_not_finished_are_delivered_again() {
        Path positions = directory.resolve("positions");
        try (var server = server();
                var stream = new TestStream(server.endpoint(), "kept")) {
            stream.keepingPositionsIn(positions);
            Handed handed = stream.function("F", mapping -> mapping.tumbling().batchSize(1));
            handed.answering(event -> {
                if (Handed.value(event.path("Records").path(0)).equals("2")) {
                    throw new IllegalStateException("as asked");
                }
                return "{\"state\":{}}";
            });
            stream.start();
            List.of("1", "2", "3").forEach(value -> stream.put("p", "s", value));
            Await.until("the second", () -> handed.values().contains("2"));
        }

        assertThat(readAll(positions, 4, "4").values()).containsExactly("2", "3", "4");
    }
}
