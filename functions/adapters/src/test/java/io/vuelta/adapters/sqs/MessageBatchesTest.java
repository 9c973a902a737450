package io.vuelta.adapters.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** SQS accepts at most ten messages and at most 256 KiB in one request. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageBatchesTest {
    @ParameterizedTest
    @CsvSource({
        // messages, bytes of each, requests
        "0, 1, 0",
        "1, 1, 1",
        "10, 1, 1",
        "11, 1, 2",
        "10, 26214, 1",
        "10, 26215, 2",
        "4, 131072, 2",
        "4, 131073, 4",
        "3, 300000, 3",
    })
    void messages_are_cut_by_number_and_by_bytes(int messages, int bytes, int requests) {
        List<SendMessageBatchRequestEntry.Builder> all = IntStream.range(0, messages)
                .mapToObj(_ -> SendMessageBatchRequestEntry.builder()
                        .messageBody("é".repeat(bytes / 2) + "e".repeat(bytes % 2)))
                .toList();

        List<List<SendMessageBatchRequestEntry>> cut = MessageBatches.cut(all);

        assertThat(cut).hasSize(requests);
        assertThat(cut.stream().mapToInt(List::size).sum()).isEqualTo(messages);
        assertThat(cut).allSatisfy(together -> {
            assertThat(together).extracting(SendMessageBatchRequestEntry::id).doesNotHaveDuplicates();
            assertThat(together.stream()
                            .mapToInt(entry -> entry.messageBody().getBytes(UTF_8).length)
                            .sum())
                    .isLessThanOrEqualTo(Math.max(MessageBatches.MAX_BYTES, bytes));
        });
    }
}
