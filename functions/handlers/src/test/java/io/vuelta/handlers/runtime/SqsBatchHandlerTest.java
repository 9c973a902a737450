package io.vuelta.handlers.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.testkit.fakes.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SqsBatchHandlerTest {
    private final TestContext context = new TestContext();
    private final Map<String, Duration> again = new TreeMap<>();
    private final SqsBatchHandler messages =
            new SqsBatchHandler((message, wait) -> again.put(message.getMessageId(), wait), new VirtualThreads());

    @Test
    void a_message_that_fails_is_delivered_again_and_the_others_are_handled() {
        List<String> done = new ArrayList<>();

        SQSBatchResponse response =
                messages.each(event("a", "bad", "c"), context, message -> handle(message.getBody(), done));

        assertThat(done).containsExactly("a", "c");
        assertThat(failed(response)).containsExactly("id-bad");
        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"message_failed\"", "\"message\":\"id-bad\"");
    }

    @Test
    void together_handles_all_messages_and_names_those_that_fail() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());

        SQSBatchResponse response =
                messages.together(event("a", "bad", "c", "bad2"), context, message -> handle(message.getBody(), done));

        assertThat(done).containsExactlyInAnyOrder("a", "c");
        assertThat(failed(response)).containsExactlyInAnyOrder("id-bad", "id-bad2");
    }

    @Test
    void messages_of_one_group_are_handled_once_and_fail_together() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());

        SQSBatchResponse response = messages.groups(
                event("a1", "bad1", "a2", "bad2", "c1"),
                context,
                message -> message.getBody().substring(0, 1),
                group -> handle(String.join("+", bodies(group)), done));

        assertThat(done).containsExactlyInAnyOrder("a1+a2", "c1");
        assertThat(failed(response)).containsExactly("id-bad1", "id-bad2");
        assertThat(again).containsOnlyKeys("id-bad1", "id-bad2");
    }

    @Test
    void a_message_whose_group_cannot_be_read_fails_alone() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());

        SQSBatchResponse response = messages.groups(
                event("a1", "bad", "a2"),
                context,
                message -> {
                    if (message.getBody().equals("bad")) {
                        throw new IllegalArgumentException("no key");
                    }
                    return message.getBody().charAt(0);
                },
                group -> handle(String.join("+", bodies(group)), done));

        assertThat(done).containsExactly("a1+a2");
        assertThat(failed(response)).containsExactly("id-bad");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "8, 128", "9, 256", "10, 300", "64, 300", "1000, 300"})
    void a_message_that_fails_is_delivered_again_after_1_2_4_seconds_and_so_on_up_to_5_minutes(
            int receives, int seconds) {
        SQSEvent event = event("good", "bad");
        event.getRecords().forEach(message -> message.setAttributes(receives(receives)));

        var _ = messages.each(event, context, message -> handle(message.getBody(), new ArrayList<>()));

        assertThat(again).containsOnly(Map.entry("id-bad", Duration.ofSeconds(seconds)));
    }

    @Test
    void each_of_a_group_that_fails_waits_by_its_own_receives() {
        SQSEvent event = event("bad1", "bad2");
        event.getRecords().getLast().setAttributes(receives(3));

        var _ = messages.groups(event, context, _ -> "one", _ -> handle("bad", new ArrayList<>()));

        assertThat(again)
                .containsOnly(Map.entry("id-bad1", Duration.ofSeconds(1)), Map.entry("id-bad2", Duration.ofSeconds(4)));
    }

    private static void handle(String body, List<String> done) {
        if (body.startsWith("bad")) {
            throw new IllegalArgumentException(body);
        }
        done.add(body);
    }

    private static List<String> bodies(List<SQSEvent.SQSMessage> group) {
        return group.stream().map(SQSEvent.SQSMessage::getBody).toList();
    }

    private static List<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static Map<String, String> receives(int count) {
        return Map.of("ApproximateReceiveCount", String.valueOf(count));
    }

    private static SQSEvent event(String... bodies) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Stream.of(bodies)
                .map(body -> {
                    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
                    message.setMessageId("id-" + body);
                    message.setBody(body);
                    message.setAttributes(receives(1));
                    return message;
                })
                .toList());
        return event;
    }
}
