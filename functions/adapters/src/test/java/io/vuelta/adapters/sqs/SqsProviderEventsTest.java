package io.vuelta.adapters.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Events that a provider posts together are sent within the limits of SQS: ten messages in a request, some of which may
 * be refused.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SqsProviderEventsTest {
    /** The older maximum size of a request in bytes, which still applies in some regions. */
    private static final int MAX_BYTES = 256 * 1024;

    private final Queue queue = new Queue();

    private static List<ProviderEvents.ProviderEvent> outcomes(int count) {
        AttemptId attempt = new AttemptId(new ContactId(new CampaignId("c".repeat(64)), "0".repeat(32)), 999_999);
        return IntStream.range(0, count)
                .mapToObj(n -> new ProviderEvents.ProviderEvent(
                        new LineId("l".repeat(48)),
                        attempt,
                        new MessageEvent.Reported(
                                "\uD83D\uDE42".repeat(127) + n, MessageStatus.DELIVERED, Instant.EPOCH.plusSeconds(n))))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9, 1", "10, 1", "11, 2", "20, 2", "1001, 101"})
    void a_request_has_at_most_ten_events_within_the_size_limit_and_each_event_once(int count, int requests) {
        new SqsProviderEvents(queue, "url").sendAll(outcomes(count));

        assertThat(queue.batches).hasSize(requests).allMatch(batch -> batch.size() <= 10);
        assertThat(queue.batches)
                .allMatch(batch -> batch.stream()
                                .mapToInt(entry -> entry.messageBody().getBytes(UTF_8).length)
                                .sum()
                        <= MAX_BYTES);
        assertThat(queue.batches.stream()
                        .flatMap(List::stream)
                        .map(entry -> SqsProviderEvents.read(entry.messageBody()))
                        .toList())
                .isEqualTo(outcomes(count));
    }

    /** The provider then gets an error response, and posts them again. */
    @Test
    void one_refused_event_fails_all() {
        queue.refuses = Set.of("7");

        assertThatThrownBy(() -> new SqsProviderEvents(queue, "url").sendAll(outcomes(15)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of 10")
                .hasMessageContaining("InternalError");
    }

    private static final class Queue implements SqsClient {
        private final List<List<SendMessageBatchRequestEntry>> batches = new ArrayList<>();
        private Set<String> refuses = Set.of();

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            batches.add(request.entries());
            return SendMessageBatchResponse.builder()
                    .failed(request.entries().stream()
                            .filter(entry -> refuses.contains(entry.id()))
                            .map(entry -> BatchResultErrorEntry.builder()
                                    .id(entry.id())
                                    .code("InternalError")
                                    .senderFault(false)
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
